package dev.latchkey.cli.server;

import com.google.inject.CreationException;
import com.google.inject.spi.Message;
import dev.latchkey.cli.CommandFailure;
import dev.latchkey.cli.ExitCode;
import dev.latchkey.core.error.LatchkeyException;
import dev.latchkey.core.error.LatchkeyException.Unavailable;
import dev.latchkey.core.error.StoreException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.util.Optional;

/** Tells an operator in one message why the server did not start. */
final class StartFailure {

  private StartFailure() {}

  static CommandFailure of(CreationException failure, InetSocketAddress address) {
    Throwable cause =
        failure.getErrorMessages().stream()
            .map(Message::getCause)
            .filter(found -> found != null)
            .findFirst()
            .orElse(failure);
    Optional<Throwable> bind = bindFailure(cause);
    if (bind.isPresent()) {
      return new CommandFailure(
          ExitCode.FAILED,
          "cannot listen on %s: %s".formatted(Addresses.text(address), bind.get().getMessage()),
          "Choose another address with --http-address, or stop what listens there.",
          cause);
    }
    if (cause instanceof Unavailable) {
      return unavailable("cannot open the database: ", cause);
    }
    boolean store = cause instanceof LatchkeyException || cause instanceof StoreException;
    return new CommandFailure(
        (store ? "cannot open the database: " : "cannot start: ") + cause.getMessage(), cause);
  }

  /** Why there is no first user. */
  static CommandFailure ofFirstUser(RuntimeException cause) {
    String what = "cannot create the first user: ";
    return cause instanceof Unavailable
        ? unavailable(what, cause)
        : new CommandFailure(what + cause.getMessage(), cause);
  }

  private static CommandFailure unavailable(String what, Throwable cause) {
    return new CommandFailure(
        ExitCode.UNREACHABLE,
        what + cause.getMessage(),
        "Check that it runs, and what --db says.",
        cause);
  }

  private static Optional<Throwable> bindFailure(Throwable cause) {
    for (Throwable each = cause; each != null; each = each.getCause()) {
      if (each instanceof BindException) {
        return Optional.of(each);
      }
    }
    return Optional.empty();
  }
}
