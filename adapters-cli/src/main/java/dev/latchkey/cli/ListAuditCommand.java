package dev.latchkey.cli;

import dev.latchkey.cli.text.JsonText;
import dev.latchkey.cli.text.Table;
import dev.latchkey.core.key.KeyId;
import dev.latchkey.http.client.LatchkeyClient;
import dev.latchkey.http.wire.AuditLogJson;
import dev.latchkey.http.wire.ChangeJson;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code latchkey audit list}: shows who did what, newest first. */
@Command(
    name = "list",
    aliases = "ls",
    description = "Show who did what to which token or user, newest first.")
final class ListAuditCommand implements Runnable {

  private static final int MAX_LIMIT = 1000;
  private static final int BAD_REQUEST = 400;
  private static final List<String> HEADER =
      List.of("time", "actor", "action", "key id", "target", "expires at");

  private final ProcessContext context;
  private final Session session;

  @Option(names = "--key", paramLabel = "ID", description = "Only what was done to this key.")
  @Nullable String key;

  @Option(
      names = "--limit",
      paramLabel = "N",
      description = "How many entries at most, 1 to 1000 (else ${DEFAULT-VALUE}).")
  int limit = 100;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FORMAT",
      description = "How to print: ${COMPLETION-CANDIDATES} (else ${DEFAULT-VALUE}).")
  OutputFormat format = OutputFormat.TABLE;

  ListAuditCommand(ProcessContext context, Session session) {
    this.context = context;
    this.session = session;
  }

  @Override
  public void run() {
    if (limit < 1 || limit > MAX_LIMIT) {
      throw new CommandFailure("--limit: %d (expected: 1 to %d)".formatted(limit, MAX_LIMIT));
    }
    String query = key == null ? "" : "key_id:" + keyId(key.strip());
    LatchkeyClient client = session.client();
    List<AuditLogJson> entries =
        Step.run("list audit entries", () -> client.auditLogs(query, 0, limit)).auditLogs();
    if (entries.isEmpty()) {
      context.err().println("No audit entries found.");
    }
    if (format == OutputFormat.JSON) {
      context
          .out()
          .print(JsonText.of(JsonText.array(entries.stream().map(JsonText::tree).toList())));
    } else if (!entries.isEmpty()) {
      context.out().print(table(entries));
    }
    context.out().flush();
  }

  // Whoever has only a full token may give that; its secret stays here.
  private static String keyId(String text) {
    return TokenLookup.idOf(text)
        .orElseThrow(
            () ->
                new CommandFailure(
                    "--key: this is no id of a key (expected: "
                        + KeyId.LENGTH
                        + " characters of 0-9A-Za-z, as in the column \"key id\")"));
  }

  private static String table(List<AuditLogJson> entries) {
    Table table = new Table(HEADER);
    entries.forEach(
        entry ->
            table.add(
                List.of(
                    entry.time().toString(),
                    entry.actor().name(),
                    action(entry),
                    Objects.requireNonNullElse(entry.keyId(), ""),
                    entry.resourceTarget(),
                    expiresAt(entry))));
    return table.text();
  }

  // Nobody shall take an attempt for the deed.
  private static String action(AuditLogJson entry) {
    return entry.statusCode() < BAD_REQUEST ? entry.action() : entry.action() + " (denied)";
  }

  private static String expiresAt(AuditLogJson entry) {
    ChangeJson change = entry.diff().get("expires_at");
    return change == null ? "" : text(change.before()) + " -> " + text(change.after());
  }

  // A creation has no old value and a deletion no new one; the wire says so by the year 1.
  private static String text(Object time) {
    String text = String.valueOf(time);
    return text.isEmpty() || text.startsWith("0001-01-01T") ? "(none)" : text;
  }
}
