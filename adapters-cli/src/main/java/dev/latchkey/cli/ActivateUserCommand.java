package dev.latchkey.cli;

import dev.latchkey.cli.text.SafeText;
import dev.latchkey.http.wire.UserJson;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code latchkey users activate}: has a user's keys honoured again. */
@Command(description = "Honour the keys of a suspended user again.")
final class ActivateUserCommand implements Runnable {

  private final ProcessContext context;
  private final Session session;

  @Parameters(paramLabel = "USER", description = "Who: a username or an id.")
  String user = "";

  ActivateUserCommand(ProcessContext context, Session session) {
    this.context = context;
    this.session = session;
  }

  @Override
  public void run() {
    try (Backend backend = session.open()) {
      UserJson changed = Step.run("activate user", () -> backend.activate(user));
      context
          .out()
          .println("User %s has been activated.".formatted(SafeText.escape(changed.username())));
    }
  }
}
