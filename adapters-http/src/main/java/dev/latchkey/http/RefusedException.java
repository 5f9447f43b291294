package dev.latchkey.http;

import java.util.Objects;

/** The request is answered with a refusal that was made for it. */
final class RefusedException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final transient Answer answer;

  RefusedException(Answer answer) {
    super("status " + answer.status());
    this.answer = Objects.requireNonNull(answer);
  }

  Answer answer() {
    return answer;
  }

  /** Strangers cause this at will, so it must cost next to nothing. */
  @Override
  public synchronized Throwable fillInStackTrace() {
    return this;
  }
}
