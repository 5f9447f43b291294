package dev.latchkey.http;

import dev.latchkey.http.wire.ErrorJson;

/**
 * Makes the refusals that tell a client about its token (contract section 2.2), with the challenge
 * that HTTP wants beside them.
 */
final class Challenge {

  private static final String HEADER = "WWW-Authenticate";

  private Challenge() {}

  static Answer unauthorized(ErrorJson error) {
    // The contract's rule. Its own message for being signed out says "expired", whatever happened.
    boolean expired = (error.message() + error.detail()).contains("expired");
    String description = expired ? "The access token has expired" : "The access token is refused";
    return Answer.json(401, error).with(HEADER, challenge("invalid_token", description));
  }

  static Answer forbidden(ErrorJson error) {
    return Answer.json(403, error)
        .with(HEADER, challenge("insufficient_scope", "The access token may not do this"));
  }

  private static String challenge(String error, String description) {
    return "Bearer realm=\"latchkey\", error=\"%s\", error_description=\"%s\""
        .formatted(error, description);
  }
}
