package dev.latchkey.cli;

import dev.latchkey.cli.text.RowWriter;
import dev.latchkey.core.key.KeyId;
import dev.latchkey.http.wire.AuditLogJson;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code latchkey audit list}: shows who did what, newest first. */
@Command(description = "Show who did what to which token or user, newest first.")
final class ListAuditCommand implements Runnable {

  private final ProcessContext context;
  private final Session session;

  @Option(
      names = "--key",
      paramLabel = "ID|TOKEN",
      converter = MayBeToken.class,
      description = "Only what was done to this key.")
  @Nullable String key;

  @Option(
      names = "--actor",
      paramLabel = "NAME",
      description = "Only what somebody of this name did, be it a user or not.")
  @Nullable String actor;

  @Option(
      names = "--action",
      paramLabel = "ACTION",
      description = "Only this action: create, expire, delete, purge, write, logout.")
  @Nullable String action;

  @Option(
      names = "--target",
      paramLabel = "NAME",
      description = "Only what was done to a token or a user of this name.")
  @Nullable String target;

  @Option(
      names = "--type",
      paramLabel = "TYPE",
      description = "Only what was done to an api_key, or to a user.")
  @Nullable String type;

  @Option(
      names = "--request",
      paramLabel = "ID",
      description = "Only what this request did, such as one that an error names.")
  @Nullable String request;

  @Option(
      names = "--from",
      paramLabel = "DAY",
      description = "Only what happened on this day (YYYY-MM-DD, in UTC) or later.")
  @Nullable String from;

  @Option(
      names = "--to",
      paramLabel = "DAY",
      description = "Only what happened on this day or earlier.")
  @Nullable String to;

  @Option(
      names = "--query",
      paramLabel = "TEXT",
      description = "What else must hold, in the search language of the HTTP API.")
  @Nullable String query;

  @Option(
      names = "--limit",
      paramLabel = "N",
      description = "How many entries at most, 1 or more (else ${DEFAULT-VALUE}).")
  int limit = 100;

  @Option(
      names = {"-f", "--follow"},
      description =
          "Show them oldest first, then go on with what happens, until you press Ctrl-C. Times are"
              + " never relative then.")
  boolean follow;

  @Mixin private final ListOptions output = new ListOptions(() -> AuditListing.at(Instant.EPOCH));

  ListAuditCommand(ProcessContext context, Session session) {
    this.context = context;
    this.session = session;
  }

  @Override
  public void run() {
    if (limit < 1) {
      throw CommandFailure.usage("--limit: %s (expected: 1 or more)".formatted(limit));
    }
    String search = search();
    try (Backend backend = session.open();
        RowWriter<AuditLogJson> rows =
            output.begin(
                context,
                follow ? AuditListing.ofAnyTime() : AuditListing.at(context.clock().instant()))) {
      if (follow) {
        new FollowedTrail(context, backend, search, rows, FollowedTrail::sleep).follow(limit);
      } else {
        list(new AuditPages(backend, search), rows);
      }
    }
  }

  private void list(AuditPages pages, RowWriter<AuditLogJson> rows) {
    int left = limit;
    List<AuditLogJson> page = pages.next(left);
    if (page.isEmpty()) {
      context.err().println("No audit entries found.");
      context.err().flush();
    }
    while (!page.isEmpty()) {
      page.forEach(rows::write);
      if (context.out().checkError()) {
        throw new OutputFailure();
      }
      left -= page.size();
      page = left > 0 ? pages.next(left) : List.of();
    }
  }

  private String search() {
    SearchText search = new SearchText();
    search.add("--key", "key_id", key == null ? null : keyId(key.strip()));
    search.add("--actor", "actor", actor);
    search.add("--action", "action", action);
    search.add("--target", "resource_target", target);
    search.add("--type", "resource_type", type);
    search.add("--request", "request_id", request);
    search.add("--from", "date_from", from);
    search.add("--to", "date_to", to);
    search.addText(query);
    return search.toString();
  }

  // Whoever has only a full token may give that; its secret stays here.
  private static String keyId(String text) {
    return TokenLookup.idOf(text)
        .orElseThrow(
            () ->
                CommandFailure.usage(
                    "--key: this is no id of a key (expected: "
                        + KeyId.LENGTH
                        + " characters of 0-9A-Za-z, as in the column \"key id\")"));
  }
}
