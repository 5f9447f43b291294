package dev.latchkey.http;

import dev.latchkey.core.authority.Caller.KeyHolder;
import dev.latchkey.core.key.AllowList;
import dev.latchkey.core.key.ApiKey;
import dev.latchkey.core.key.Scope;
import dev.latchkey.core.usecase.VerifyKey;
import dev.latchkey.core.user.User;
import dev.latchkey.http.wire.VerificationJson;
import dev.latchkey.http.wire.VerificationRequestJson;
import java.util.stream.Collectors;

/** The endpoints by which other services learn whether a key is good. They change nothing. */
final class VerificationEndpoints {

  // Whoever asks about a key is not where its user is.
  private static final String NO_ADDRESS = "";

  private final VerifyKey verifyKey;

  VerificationEndpoints(VerifyKey verifyKey) {
    this.verifyKey = verifyKey;
  }

  /** Answers who holds a key and asks about it. */
  Answer verify(Call call) {
    VerificationRequestJson request = call.json(VerificationRequestJson::from);
    return Answer.json(
        200,
        VerificationJson.from(verifyKey.execute(request.token(), NO_ADDRESS, request.scope())));
  }

  /** Answers a proxy that asks about the request that it holds back; the token was good. */
  Answer check(Call call) {
    KeyHolder holder = call.caller();
    User user = holder.user();
    ApiKey key = holder.key();
    // None of these can break out of its header: see the rules of Username, KeyId, Scope and
    // AllowList.
    return Answer.empty(200)
        .with("X-Latchkey-User", user.username().value())
        .with("X-Latchkey-User-Id", user.id().toString())
        .with("X-Latchkey-Key-Id", key.id().value())
        .with(
            "X-Latchkey-Scopes",
            key.scopes().stream().map(Scope::name).collect(Collectors.joining(" ")))
        .with(
            "X-Latchkey-Allow-List",
            key.allowList().entries().stream()
                .map(AllowList.Entry::toString)
                .collect(Collectors.joining(" ")));
  }
}
