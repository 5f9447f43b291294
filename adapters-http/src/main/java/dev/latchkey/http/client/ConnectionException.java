package dev.latchkey.http.client;

import org.jspecify.annotations.Nullable;

/**
 * There was no answer of a Latchkey server: it can't be reached, took too long, or something else
 * answers at that address. Whether a change that was asked for has happened is not known. The text
 * holds no credentials.
 */
public final class ConnectionException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  ConnectionException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
