package dev.latchkey.http;

import dev.latchkey.core.authority.Caller.KeyHolder;
import dev.latchkey.core.key.ApiKey;
import dev.latchkey.core.usecase.VerifyKey;
import dev.latchkey.core.user.User;
import dev.latchkey.http.Answer.Header;
import dev.latchkey.http.wire.VerificationJson;
import dev.latchkey.http.wire.VerificationRequestJson;
import io.undertow.util.HttpString;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;

/** The endpoints by which other services learn whether a key is good. They change nothing. */
final class VerificationEndpoints {

  // Whoever asks about a key is not where its user is.
  private static final String NO_ADDRESS = "";

  private static final HttpString USER = new HttpString("X-Latchkey-User");
  private static final HttpString USER_ID = new HttpString("X-Latchkey-User-Id");
  private static final HttpString KEY_ID = new HttpString("X-Latchkey-Key-Id");
  private static final HttpString SCOPES = new HttpString("X-Latchkey-Scopes");
  private static final HttpString ALLOW_LIST = new HttpString("X-Latchkey-Allow-List");

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
    return checked(holder.user(), holder.key());
  }

  /** The answer for a good token. */
  static Answer checked(User user, ApiKey key) {
    // None of these can break out of its header: see the rules of Username, KeyId, Scope and
    // AllowList.
    return new Answer(
        200,
        List.of(
            new Header(USER, user.username().value()),
            new Header(USER_ID, user.id().toString()),
            new Header(KEY_ID, key.id().value()),
            new Header(SCOPES, joined(key.scopes())),
            new Header(ALLOW_LIST, joined(key.allowList().entries()))),
        Collections.emptyIterator());
  }

  private static String joined(List<?> words) {
    if (words.size() == 1) {
      return words.get(0).toString();
    }
    return words.stream().map(Object::toString).collect(Collectors.joining(" "));
  }
}
