package dev.latchkey.http;

import dev.latchkey.http.Answer.Header;
import dev.latchkey.http.wire.ErrorJson;
import io.undertow.util.Headers;

/**
 * Makes the refusals that tell a client about its token (contract section 2.2), with the challenge
 * that HTTP wants beside them.
 */
final class Challenge {

  private static final Header EXPIRED = challenge("invalid_token", "The access token has expired");
  private static final Header REFUSED = challenge("invalid_token", "The access token is refused");
  private static final Header FORBIDDEN =
      challenge("insufficient_scope", "The access token may not do this");

  private Challenge() {}

  static Answer unauthorized(ErrorJson error) {
    // The contract's rule. Its own message for being signed out says "expired", whatever happened.
    boolean expired = (error.message() + error.detail()).contains("expired");
    return Answer.json(401, error).with(expired ? EXPIRED : REFUSED);
  }

  static Answer forbidden(ErrorJson error) {
    return Answer.json(403, error).with(FORBIDDEN);
  }

  private static Header challenge(String error, String description) {
    return new Header(
        Headers.WWW_AUTHENTICATE,
        "Bearer realm=\"latchkey\", error=\"%s\", error_description=\"%s\""
            .formatted(error, description));
  }
}
