package dev.latchkey.http;

/** The files for TLS can't be used; the message says which, why, and what to do. */
final class BadTlsFilesException extends Exception {

  private static final long serialVersionUID = 1L;

  BadTlsFilesException(String message) {
    super(message);
  }

  BadTlsFilesException(String message, Throwable cause) {
    super(message, cause);
  }

  @Override
  public String getMessage() {
    return String.valueOf(super.getMessage());
  }
}
