package dev.latchkey.cli;

import dev.latchkey.cli.BackendException.Kind;
import dev.latchkey.cli.Settings.Found;
import dev.latchkey.http.wire.ReceiptText;
import dev.latchkey.http.wire.VerificationJson;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;

/** {@code latchkey logout}: ends the session of a login. */
@Command(description = "Delete the session key of your login at the server, and forget it here.")
final class LogoutCommand implements Runnable {

  private static final ReceiptLine RECEIPT = new ReceiptLine("session key dead", "accept it");

  /** Why a key is refused that will be good again when its user is active. */
  private static final String USER_INACTIVE = "user_inactive";

  private final ProcessContext context;
  private final GlobalOptions options;
  private final Session session;

  LogoutCommand(ProcessContext context, GlobalOptions options, Session session) {
    this.context = context;
    this.options = options;
    this.session = session;
  }

  @Override
  public void run() {
    ConfigFolder folder = session.folder();
    Optional<Found> url = folder.url();
    Optional<String> key = folder.session();
    refuseOptions(url);
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
      if (e.failure().kind() != Kind.NOT_SIGNED_IN) {
        throw e;
      }
      requireDead(url.get(), key.get(), e.failure());
      context.out().println("Your session at " + url.get().value() + " had ended already.");
    }
    folder.forgetSession();
  }

  // Left alone they would make a person believe that something else was ended.
  private void refuseOptions(Optional<Found> url) {
    List<String> problems = new ArrayList<>();
    options.refuseDatabase(problems::add);
    if (options.token != null) {
      problems.add(
          "--token has no meaning here: what ends is the login that is stored (expected: no such"
              + " option; 'latchkey tokens rm' ends other keys)");
    }
    Optional<Found> other =
        Optional.ofNullable(options.url).map(text -> new Found(text.strip(), "--url"));
    if (other.isPresent() && !url.map(stored -> isSame(stored, other.get())).orElse(true)) {
      problems.add(
          "--url is not the server of your login (expected: %s, or no such option)"
              .formatted(url.get().value()));
    }
    if (!problems.isEmpty()) {
      throw CommandFailure.usage(String.join("\n", problems));
    }
  }

  private static boolean isSame(Found one, Found other) {
    return ServerUrl.parse(one).equals(ServerUrl.parse(other));
  }

  /**
   * A key that is dead needs no ending, but that of a suspended user lives when they are active.
   */
  private void requireDead(Found url, String key, BackendException refusal) {
    VerificationJson answer =
        Step.run(
            "verify session key",
            () -> ClientCalls.ask(() -> session.builderFor(url).build().verify(key)));
    if (answer.valid() || USER_INACTIVE.equals(answer.code())) {
      throw new CommandFailure(
          ExitCode.NOT_PERMITTED,
          "your session at %s still lives: %s".formatted(url.value(), refusal.error().message()),
          "It is kept here, so that you can log out later. A site owner can end it now: 'latchkey"
              + " tokens rm %s'.".formatted(TokenLookup.idOf(key).orElse("ID")));
    }
  }
}
