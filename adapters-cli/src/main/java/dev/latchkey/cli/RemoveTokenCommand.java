package dev.latchkey.cli;

import dev.latchkey.http.client.LatchkeyClient;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code latchkey tokens remove}: expires a token, or deletes it when asked to. */
@Command(
    name = "remove",
    aliases = {"delete", "rm"},
    description = {
      "Expire a token: it is refused from now on, and its record is kept.",
      "Tokens of other users are removed by id or by the full token, not by name."
    })
final class RemoveTokenCommand implements Runnable {

  private final ProcessContext context;
  private final Session session;

  @Parameters(paramLabel = "NAME|ID|TOKEN", description = "Which token.")
  String token = "";

  @Option(
      names = "--delete",
      description = "Delete the record of the token for good. Its audit entries stay.")
  boolean delete;

  RemoveTokenCommand(ProcessContext context, Session session) {
    this.context = context;
    this.session = session;
  }

  @Override
  public void run() {
    LatchkeyClient client = session.client();
    String keyId = new TokenLookup(client).find(token).id();
    if (delete) {
      Step.run("delete api key", () -> client.deleteApiKey(LatchkeyClient.ME, keyId));
      context.out().println("Token has been deleted.");
    } else {
      Step.run("expire api key", () -> client.expireApiKey(LatchkeyClient.ME, keyId));
      context.out().println("Token has been expired.");
    }
  }
}
