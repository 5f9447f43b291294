package dev.latchkey.cli;

import dev.latchkey.cli.BackendException.Kind;
import dev.latchkey.cli.Settings.Found;
import dev.latchkey.http.wire.ReceiptText;
import java.util.Optional;
import picocli.CommandLine.Command;

/** {@code latchkey logout}: ends the session of a login. */
@Command(description = "Delete the session key of your login at the server, and forget it here.")
final class LogoutCommand implements Runnable {

  private static final ReceiptLine RECEIPT = new ReceiptLine("session key dead", "accept it");

  private final ProcessContext context;
  private final Session session;

  LogoutCommand(ProcessContext context, Session session) {
    this.context = context;
    this.session = session;
  }

  @Override
  public void run() {
    ConfigFolder folder = session.folder();
    Optional<Found> url = folder.url();
    Optional<String> key = folder.session();
    if (url.isEmpty() || key.isEmpty()) {
      throw Session.notLoggedIn();
    }
    try {
      ReceiptText receipt =
          Step.run(
              "log out",
              () -> ClientCalls.ask(() -> session.clientFor(url.get(), key.get()).logOut()));
      context.out().println("You are no longer logged in to " + url.get().value() + ".");
      RECEIPT.print(context.out(), receipt);
    } catch (Step.FailedStep e) {
      // A key that is dead already needs no ending.
      if (e.failure().kind() != Kind.NOT_SIGNED_IN) {
        throw e;
      }
      context.out().println("Your session at " + url.get().value() + " had ended already.");
    }
    folder.forgetSession();
  }
}
