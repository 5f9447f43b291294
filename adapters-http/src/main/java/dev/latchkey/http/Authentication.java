package dev.latchkey.http;

import dev.latchkey.core.audit.RequestInfo;
import dev.latchkey.core.authority.Caller;
import dev.latchkey.core.authority.Caller.KeyHolder;
import dev.latchkey.core.usecase.Verification;
import dev.latchkey.core.usecase.Verification.Reason;
import dev.latchkey.core.usecase.Verification.Refused;
import dev.latchkey.core.usecase.Verification.Valid;
import dev.latchkey.core.usecase.VerifyKey;
import dev.latchkey.http.wire.ErrorJson;

/** Finds out who calls, or refuses the call in the contract's words (section 2.2). */
final class Authentication {

  private static final String SIGNED_OUT =
      "You are signed out or your session has expired. Please sign in again to continue.";
  private static final String NO_TOKEN =
      "Cookie \"coder_session_token\" or query parameter must be provided.";
  private static final String FORGEABLE =
      "Something is wrong with your CSRF token: a change that is authenticated by cookie must carry"
          + " the token in a header too. Use \"Authorization: Bearer\".";

  private final VerifyKey verifyKey;

  Authentication(VerifyKey verifyKey) {
    this.verifyKey = verifyKey;
  }

  /**
   * @throws RefusedException if there is no good token
   */
  Caller authenticate(Credentials credentials, RequestInfo request) {
    if (credentials.isForgeable()) {
      throw new RefusedException(Answer.text(400, FORGEABLE));
    }
    String token =
        credentials.token().orElseThrow(() -> unauthorized(ErrorJson.of(SIGNED_OUT, NO_TOKEN)));
    Verification answer = verifyKey.execute(token, request.ipAddress());
    if (answer instanceof Valid valid) {
      return new KeyHolder(valid.user(), valid.key(), request);
    }
    throw refused((Refused) answer);
  }

  private static RefusedException refused(Refused refused) {
    if (refused.reason() == Reason.USER_INACTIVE) {
      return unauthorized(ErrorJson.of(refused.detail()));
    }
    ErrorJson error = ErrorJson.of(SIGNED_OUT, refused.detail());
    if (refused.reason() == Reason.EXPIRED) {
      Answer answer = Challenge.unauthorized(error).with("X-Latchkey-Reason", "expired");
      return new RefusedException(answer);
    }
    return unauthorized(error);
  }

  private static RefusedException unauthorized(ErrorJson error) {
    return new RefusedException(Challenge.unauthorized(error));
  }
}
