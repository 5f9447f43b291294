package dev.latchkey.http.client;

import dev.latchkey.http.wire.ErrorJson;
import dev.latchkey.http.wire.ValidationJson;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The server refused. The text is that of contract section 3: method and URL, status, message, then
 * the detail and one line for each field that is wrong. It holds no credentials.
 */
public final class ApiException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private static final int UNAUTHORIZED = 401;
  private static final String LOGIN_HINT = "Try logging in using 'latchkey login'.";

  private final String method;
  private final String url;
  private final int status;
  private final String message;
  private final @Nullable String detail;
  // Its items can't be serialized, so a copy that was serialized has null here.
  private final transient @Nullable List<ValidationJson> validations;

  ApiException(String method, String url, int status, ErrorJson error) {
    super(textOf(method, url, status, error));
    this.method = method;
    this.url = url;
    this.status = status;
    message = error.message();
    detail = error.detail();
    validations = error.validations();
  }

  /** The method of the request. */
  public String method() {
    return method;
  }

  /** Where the request went, without its query. */
  public String url() {
    return url;
  }

  /** The HTTP status of the answer. */
  public int status() {
    return status;
  }

  /** What went wrong, without the rest of {@link #getMessage()}. */
  public String message() {
    return message;
  }

  /** More about it; null if the server said no more. */
  public @Nullable String detail() {
    return detail;
  }

  /** What is wrong with the request, field by field; none after this was serialized. */
  public List<ValidationJson> validations() {
    return validations == null ? List.of() : validations;
  }

  private static String textOf(String method, String url, int status, ErrorJson error) {
    StringBuilder text = new StringBuilder();
    text.append(method).append(' ').append(url);
    text.append(": unexpected status code ").append(status).append(": ").append(error.message());
    if (status == UNAUTHORIZED) {
      text.append(": ").append(LOGIN_HINT);
    }
    if (error.detail() != null) {
      text.append("\n\tError: ").append(error.detail());
    }
    for (ValidationJson validation : error.validations()) {
      text.append("\n\t").append(validation.field()).append(": ").append(validation.detail());
    }
    return text.toString();
  }
}
