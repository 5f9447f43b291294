package dev.latchkey.cli;

import dev.latchkey.cli.text.SafeText;
import dev.latchkey.http.wire.UserJson;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code latchkey users suspend}: has a user's keys refused. */
@Command(
    name = "suspend",
    description =
        "Refuse all keys of a user for the time being. Nothing is lost; 'activate' ends it.")
final class SuspendUserCommand implements Runnable {

  private final ProcessContext context;
  private final Session session;

  @Parameters(paramLabel = "USER", description = "Who: a username or an id.")
  String user = "";

  SuspendUserCommand(ProcessContext context, Session session) {
    this.context = context;
    this.session = session;
  }

  @Override
  public void run() {
    try (Backend backend = session.open()) {
      UserJson changed = Step.run("suspend user", () -> backend.suspend(user));
      context
          .out()
          .println("User %s has been suspended.".formatted(SafeText.escape(changed.username())));
    }
  }
}
