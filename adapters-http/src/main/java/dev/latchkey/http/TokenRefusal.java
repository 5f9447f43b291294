package dev.latchkey.http;

import dev.latchkey.core.usecase.Verification.Refused;
import dev.latchkey.http.Answer.Header;
import dev.latchkey.http.wire.ErrorJson;
import io.undertow.util.HttpString;
import java.util.List;

/** What a token is refused with, in the contract's words (section 2.2), as often as it is shown. */
final class TokenRefusal {

  /** Says in one word why a token is refused. */
  static final HttpString REASON = new HttpString("X-Latchkey-Reason");

  static final String SIGNED_OUT =
      "You are signed out or your session has expired. Please sign in again to continue.";

  private final Refused refused;
  private final int status;
  private final List<Header> headers;
  private final byte[] body;

  private TokenRefusal(Refused refused, Answer answer) {
    this.refused = refused;
    status = answer.status();
    headers = answer.headers();
    body = answer.body().next();
  }

  static TokenRefusal of(Refused refused) {
    Answer answer =
        switch (refused.reason()) {
          case MALFORMED, UNKNOWN, WRONG_SECRET, EXPIRED ->
              Challenge.unauthorized(ErrorJson.of(SIGNED_OUT, refused.detail()));
          case USER_INACTIVE -> Challenge.unauthorized(ErrorJson.of(refused.detail()));
          case INSUFFICIENT_SCOPE ->
              Challenge.forbidden(ErrorJson.of("Forbidden.", refused.detail()));
        };
    return new TokenRefusal(refused, answer.with(REASON, refused.reason().wireName()));
  }

  /** Why the token is refused. */
  Refused refused() {
    return refused;
  }

  /** The answer, whose body can be read once. */
  Answer answer() {
    return new Answer(status, headers, List.of(body).iterator());
  }
}
