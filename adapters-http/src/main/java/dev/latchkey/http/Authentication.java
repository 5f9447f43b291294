package dev.latchkey.http;

import dev.latchkey.core.audit.RequestInfo;
import dev.latchkey.core.authority.Caller.KeyHolder;
import dev.latchkey.core.usecase.Verification;
import dev.latchkey.core.usecase.Verification.Refused;
import dev.latchkey.core.usecase.Verification.Valid;
import dev.latchkey.core.usecase.VerifyKey;
import dev.latchkey.http.wire.ErrorJson;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds out who calls, or refuses the call in the contract's words (section 2.2). */
final class Authentication {

  private static final String NO_TOKEN =
      "Cookie \"coder_session_token\" or query parameter must be provided.";
  private static final String FORGEABLE =
      "Something is wrong with your CSRF token: a change that is authenticated by cookie must carry"
          + " the token in a header too. Use \"Authorization: Bearer\".";

  private final VerifyKey verifyKey;

  /** The last refusal: who tries a dead key mostly goes on, and nothing shall be cheaper. */
  private volatile @Nullable TokenRefusal last;

  Authentication(VerifyKey verifyKey) {
    this.verifyKey = verifyKey;
  }

  /**
   * Who makes a request that may change something.
   *
   * @throws RefusedException if there is no good token, or another site may have sent it
   */
  KeyHolder authenticate(Credentials credentials, RequestInfo request, RequestNote note) {
    if (credentials.isForgeable()) {
      throw new RefusedException(Answer.text(400, FORGEABLE));
    }
    return check(credentials, null, request, note);
  }

  /**
   * Who makes a request that changes nothing.
   *
   * @param scope the name of a scope that the key must have; null for none
   * @throws RefusedException if there is no good token
   */
  KeyHolder check(
      Credentials credentials, @Nullable String scope, RequestInfo request, RequestNote note) {
    String token =
        credentials
            .token()
            .orElseThrow(
                () ->
                    new RefusedException(
                        Challenge.unauthorized(ErrorJson.of(TokenRefusal.SIGNED_OUT, NO_TOKEN))));
    Verification answer = verifyKey.execute(token, request.ipAddress(), scope);
    note.take(answer);
    if (answer instanceof Valid valid) {
      return new KeyHolder(valid.user(), valid.key(), request);
    }
    throw new RefusedException(refusal((Refused) answer));
  }

  /**
   * What {@link #check} finds out, if that takes no look at the database.
   *
   * @param ipAddress where the request comes from
   * @throws RefusedException if there is no good token
   */
  Optional<Valid> recall(String token, @Nullable String scope, String ipAddress, RequestNote note) {
    Optional<Verification> answer = verifyKey.recall(token, ipAddress, scope);
    answer.ifPresent(note::take);
    if (answer.isPresent() && answer.get() instanceof Refused refused) {
      throw new RefusedException(refusal(refused));
    }
    return answer.flatMap(Verification::valid);
  }

  /**
   * Refuses a request whose token is known to be no good, before anything waits for it.
   *
   * @throws RefusedException if it is
   */
  void refuseAtOnce(String token, RequestNote note) {
    verifyKey
        .recallRefusal(token)
        .ifPresent(
            refused -> {
              note.take(refused);
              throw new RefusedException(refusal(refused));
            });
  }

  // Two threads that make the same one at once do no harm.
  private Answer refusal(Refused refused) {
    TokenRefusal known = last;
    if (known == null || !known.refused().equals(refused)) {
      known = TokenRefusal.of(refused);
      last = known;
    }
    return known.answer();
  }
}
