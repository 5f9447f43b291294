package dev.latchkey.cli.server;

import com.google.inject.CreationException;
import com.google.inject.spi.Message;
import dev.latchkey.cli.CommandFailure;
import dev.latchkey.core.error.LatchkeyException;
import dev.latchkey.core.error.StoreException;
import java.net.BindException;
import java.net.InetSocketAddress;

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
    return new CommandFailure(textOf(cause, address), cause);
  }

  private static String textOf(Throwable cause, InetSocketAddress address) {
    for (Throwable each = cause; each != null; each = each.getCause()) {
      if (each instanceof BindException) {
        return "cannot listen on %s: %s; choose another with --http-address"
            .formatted(Addresses.text(address), each.getMessage());
      }
    }
    boolean store = cause instanceof LatchkeyException || cause instanceof StoreException;
    return (store ? "cannot open the database: " : "cannot start: ") + cause.getMessage();
  }
}
