package dev.latchkey.http.client;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A call has failed: the server refused ({@link ApiException}), or there was no answer of a
 * Latchkey server ({@link ConnectionException}). Nothing in it holds a secret.
 */
public abstract sealed class ClientException extends RuntimeException
    permits ApiException, ConnectionException {

  private static final long serialVersionUID = 1L;

  private final String method;
  private final String url;
  private final UUID requestId;

  ClientException(Asked asked, String message, @Nullable Throwable cause) {
    super(message, cause);
    method = asked.method();
    url = asked.url();
    requestId = asked.requestId();
  }

  /** Whether it is certain that the try that failed like this has changed nothing. */
  abstract boolean saysThatNothingWasDone();

  /** The method of the request. */
  public final String method() {
    return method;
  }

  /** Where the request went, without its query. */
  public final String url() {
    return url;
  }

  /**
   * What the server calls the request in its log and in the audit trail, where {@code request_id}
   * finds what it has changed. Every try of one call has the same.
   */
  public final UUID requestId() {
    return requestId;
  }
}
