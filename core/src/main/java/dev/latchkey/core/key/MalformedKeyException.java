package dev.latchkey.core.key;

/**
 * What was presented cannot be a token. The message is the contract's text for the client (section
 * 2.2, rows 2 to 5) and never repeats any part of what was presented.
 */
public final class MalformedKeyException extends IllegalArgumentException {

  private static final long serialVersionUID = 1L;

  private MalformedKeyException(String message) {
    super(message);
  }

  static MalformedKeyException format(String problem) {
    return new MalformedKeyException("Invalid API key format: " + problem);
  }

  static MalformedKeyException unknownId() {
    return new MalformedKeyException("API key is invalid.");
  }

  /** Strangers cause this at will, so it must cost next to nothing. */
  @Override
  public synchronized Throwable fillInStackTrace() {
    return this;
  }
}
