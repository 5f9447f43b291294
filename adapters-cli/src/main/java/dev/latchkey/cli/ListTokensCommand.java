package dev.latchkey.cli;

import dev.latchkey.cli.text.Listing;
import dev.latchkey.cli.text.RowWriter;
import dev.latchkey.http.client.LatchkeyClient;
import dev.latchkey.http.client.TokenQuery;
import dev.latchkey.http.wire.ApiKeyJson;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code latchkey tokens list}: shows tokens, the live ones unless asked for more. */
@Command(
    description = {
      "List your tokens. Expired ones are left out unless you ask for them.",
      "Up to 1,000 tokens come by their ids; more come as they end, the next one first."
    })
final class ListTokensCommand implements Runnable {

  /** How many tokens are put in order; it bounds the memory. */
  private static final int MAX_SORTED = 1000;

  private final ProcessContext context;
  private final Session session;

  @Option(
      names = {"-a", "--all"},
      description = "List the tokens of all users that you may see, with their owners.")
  boolean all;

  @Option(
      names = {"-u", "--user"},
      paramLabel = "USER",
      description = "List the tokens of this user (else yours).")
  @Nullable String user;

  @Option(names = "--include-expired", description = "List expired tokens too, and which they are.")
  boolean includeExpired;

  @Mixin
  private final ListOptions output =
      new ListOptions(() -> TokenListing.at(Instant.EPOCH, true, true));

  ListTokensCommand(ProcessContext context, Session session) {
    this.context = context;
    this.session = session;
  }

  @Override
  public void run() {
    if (all && user != null) {
      throw CommandFailure.usage("--all and --user exclude each other (expected: one of them)");
    }
    try (Backend backend = session.open()) {
      // A local operator has no tokens of their own.
      boolean everybody = all || (user == null && !backend.isSomebody());
      Listing<ApiKeyJson> listing =
          TokenListing.at(context.clock().instant(), everybody, includeExpired);
      TokenQuery query =
          new TokenQuery(user == null ? LatchkeyClient.ME : user, everybody, includeExpired);
      try (RowWriter<ApiKeyJson> rows = output.begin(context, listing)) {
        InOrder inOrder = new InOrder(rows);
        Step.run("list tokens", () -> backend.forEachToken(query, inOrder::accept));
        inOrder.finish();
      }
    }
  }

  /** Puts a list in order if it is not too long for that. */
  private final class InOrder {

    private final RowWriter<ApiKeyJson> rows;
    private final List<ApiKeyJson> first = new ArrayList<>();
    private long count;

    InOrder(RowWriter<ApiKeyJson> rows) {
      this.rows = rows;
    }

    void accept(ApiKeyJson key) {
      count++;
      if (count <= MAX_SORTED) {
        first.add(key);
        return;
      }
      first.forEach(rows::write);
      first.clear();
      rows.write(key);
      stopIfNobodyReads();
    }

    // To look costs a flush.
    private void stopIfNobodyReads() {
      if (count % MAX_SORTED == 0 && context.out().checkError()) {
        throw new OutputFailure();
      }
    }

    void finish() {
      first.stream().sorted(Comparator.comparing(ApiKeyJson::id)).forEach(rows::write);
      if (count == 0) {
        context.err().println("No tokens found.");
        context.err().flush();
      }
    }
  }
}
