package dev.latchkey.http.client;

import dev.latchkey.http.wire.ReceiptText;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** What a server answered. Immutable, as long as nobody changes the octets of its body. */
final class Response {

  private static final String SECONDS = "[0-9]{1,9}";

  private final Asked asked;
  private final int status;
  private final UnaryOperator<String> headers;
  private final byte[] body;

  /**
   * @param asked what it answers
   * @param headers the value of a header; "" if there is none
   * @param body all of it
   */
  Response(Asked asked, int status, UnaryOperator<String> headers, byte[] body) {
    this.asked = asked;
    this.status = status;
    this.headers = headers;
    this.body = body;
  }

  Asked asked() {
    return asked;
  }

  int status() {
    return status;
  }

  byte[] body() {
    return body;
  }

  /** The value of a header; empty if there is no such header. */
  String header(String name) {
    return headers.apply(name);
  }

  /** Which nodes know of the change that was asked for; not known if the server does not say. */
  ReceiptText receipt() {
    return ReceiptText.parse(header(ReceiptText.HEADER));
  }

  /** How long the server wants the client to wait; nothing if it does not say, or not clearly. */
  Optional<Duration> retryAfter() {
    String value = header("Retry-After").strip();
    if (value.matches(SECONDS)) {
      return Optional.of(Duration.ofSeconds(Long.parseLong(value)));
    }
    try {
      Instant when = Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(value));
      Duration wait = Duration.between(Instant.now(), when);
      return Optional.of(wait.isNegative() ? Duration.ZERO : wait);
    } catch (DateTimeException notTime) {
      return Optional.empty();
    }
  }

  /** Something else than Latchkey must have said this. */
  ConnectionException notLatchkey(String problem) {
    return ConnectionException.notLatchkey(asked, status, problem);
  }
}
