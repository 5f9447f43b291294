package dev.latchkey.cli;

import dev.latchkey.cli.text.SafeText;
import dev.latchkey.http.client.ChangedUser;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code latchkey users suspend}: has a user's keys refused. */
@Command(
    description =
        "Refuse all keys of a user for the time being. Nothing is lost; 'activate' ends it.")
final class SuspendUserCommand implements Runnable {

  private static final ReceiptLine RECEIPT = new ReceiptLine("keys refused", "accept their keys");

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
      ChangedUser changed = Step.run("suspend user", () -> backend.suspend(user));
      String name = SafeText.escape(changed.user().username());
      context.out().println("User %s has been suspended.".formatted(name));
      RECEIPT.print(context.out(), changed.receipt());
    }
  }
}
