package dev.latchkey.cli;

import dev.latchkey.cli.text.JsonText;
import dev.latchkey.cli.text.SafeText;
import dev.latchkey.http.client.LatchkeyClient;
import dev.latchkey.http.wire.UserJson;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code latchkey whoami}: shows in whose name commands are done. */
@Command(description = "Show who you are for Latchkey, and with which key.")
final class WhoamiCommand implements Runnable {

  private final ProcessContext context;
  private final Session session;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FORMAT",
      description = "How to print: ${COMPLETION-CANDIDATES} (else ${DEFAULT-VALUE}).")
  ResultFormat format = ResultFormat.TEXT;

  WhoamiCommand(ProcessContext context, Session session) {
    this.context = context;
    this.session = session;
  }

  @Override
  public void run() {
    try (Backend backend = session.open()) {
      if (backend.isSomebody()) {
        print(Step.run("get user", () -> backend.user(LatchkeyClient.ME)), backend.ownKeyId());
      } else {
        printOperator();
      }
    }
  }

  private void print(UserJson user, Optional<String> keyId) {
    if (format == ResultFormat.JSON) {
      var json = JsonText.tree(user);
      keyId.ifPresent(id -> json.put("key_id", id));
      context.out().print(JsonText.of(json));
      return;
    }
    context
        .out()
        .println(
            "%s (%s)%s"
                .formatted(
                    SafeText.escape(user.username()),
                    SafeText.escape(UserListing.roles(user)),
                    keyId.map(id -> ", with the key " + id).orElse("")));
  }

  private void printOperator() {
    if (format == ResultFormat.JSON) {
      context.out().print(JsonText.of(JsonText.object().put("operator", context.account())));
    } else {
      context.out().println("the local operator " + SafeText.escape(context.account()));
    }
  }
}
