package dev.latchkey.http.search;

import dev.latchkey.http.wire.ErrorJson;
import dev.latchkey.http.wire.ValidationJson;
import java.util.List;

/** A search text has something in it that is not understood. All of it is told. */
public final class BadSearchException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final transient ErrorJson error;

  BadSearchException(String message, List<ValidationJson> validations) {
    super(message);
    error = new ErrorJson(message, null, validations);
  }

  /** What is wrong, as it is told. */
  public ErrorJson error() {
    return error;
  }

  /** Strangers cause this at will, so it must cost next to nothing. */
  @Override
  public synchronized Throwable fillInStackTrace() {
    return this;
  }
}
