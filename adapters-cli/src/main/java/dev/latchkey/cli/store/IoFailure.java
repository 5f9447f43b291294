package dev.latchkey.cli.store;

import java.io.UncheckedIOException;

/** Names what went wrong with a file, without its content. */
final class IoFailure {

  private IoFailure() {}

  /** The kind of failure, such as {@code NoSuchFileException}. */
  static String kindOf(Exception failure) {
    Throwable cause = failure instanceof UncheckedIOException ? failure.getCause() : null;
    return cause == null ? failure.getClass().getSimpleName() : cause.getClass().getSimpleName();
  }
}
