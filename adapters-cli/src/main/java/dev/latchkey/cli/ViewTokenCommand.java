package dev.latchkey.cli;

import dev.latchkey.cli.text.JsonText;
import dev.latchkey.cli.text.RowWriter;
import dev.latchkey.http.wire.ApiKeyJson;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code latchkey tokens view}: shows one token. */
@Command(description = "Show one token, live or expired.")
final class ViewTokenCommand implements Runnable {

  private final ProcessContext context;
  private final Session session;

  @Parameters(
      paramLabel = "NAME|ID|TOKEN",
      converter = MayBeToken.class,
      description = "Which token.")
  String token = "";

  @Option(
      names = {"-u", "--user"},
      paramLabel = "USER",
      description = "Whose name is meant (else yours).")
  @Nullable String user;

  @Mixin
  private final ListOptions output =
      new ListOptions(() -> TokenListing.at(Instant.EPOCH, true, true));

  ViewTokenCommand(ProcessContext context, Session session) {
    this.context = context;
    this.session = session;
  }

  @Override
  public void run() {
    var listing = TokenListing.at(context.clock().instant(), false, false);
    try (Backend backend = session.open()) {
      ApiKeyJson key = new TokenLookup(backend, user).find(token);
      if (output.isJson(listing)) {
        context.out().print(JsonText.of(listing.json().apply(key)));
        context.out().flush();
        return;
      }
      try (RowWriter<ApiKeyJson> rows = output.begin(context, listing)) {
        rows.write(key);
      }
    }
  }
}
