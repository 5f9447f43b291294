package dev.latchkey.http;

import dev.latchkey.core.Latchkey;
import dev.latchkey.core.audit.AuditAction;
import dev.latchkey.core.error.LatchkeyException.NotFound;
import dev.latchkey.core.key.ApiKey;
import dev.latchkey.core.key.KeyId;
import dev.latchkey.core.key.TokenName;
import dev.latchkey.core.usecase.Confirmed;
import dev.latchkey.core.usecase.FindUser.Purpose;
import dev.latchkey.core.usecase.IssuedKey;
import dev.latchkey.core.usecase.KeyRef;
import dev.latchkey.core.usecase.NewSessionKey;
import dev.latchkey.core.usecase.NewToken;
import dev.latchkey.core.user.User;
import dev.latchkey.core.user.UserId;
import dev.latchkey.core.user.UserRef;
import dev.latchkey.http.wire.ApiKeyJson;
import dev.latchkey.http.wire.CreateTokenJson;
import dev.latchkey.http.wire.JsonBody;
import dev.latchkey.http.wire.NewKeyJson;
import dev.latchkey.http.wire.TokenConfigJson;
import java.time.Duration;

/**
 * The endpoints for keys (contract section 4). All of them look at the user in the path first, so
 * that whoever may not know that user gets the same answer everywhere; those that name a key by its
 * id then find it whoever owns it.
 */
final class KeyEndpoints {

  private static final String USER = "user";
  private static final String KEY_ID = "keyid";
  private static final String UNKNOWN_USER =
      "the user in the path is unknown, or the caller may not know them";

  private final Latchkey latchkey;

  KeyEndpoints(Latchkey latchkey) {
    this.latchkey = latchkey;
  }

  Answer createSessionKey(Call call) {
    User owner = owner(call);
    return issued(latchkey.createKey().execute(call.caller(), owner.id(), new NewSessionKey()));
  }

  Answer createToken(Call call) {
    User owner = owner(call);
    JsonBody body = call.json();
    CreateTokenJson request = CreateTokenJson.from(body);
    NewToken command = request.toCommand(body.violations());
    return issued(latchkey.createKey().execute(call.caller(), owner.id(), command));
  }

  Answer list(Call call) {
    User owner = owner(call);
    UserId whose = call.query().isTrue("include_all") ? null : owner.id();
    boolean includeExpired = call.query().isTrue("include_expired");
    return Answer.json(
        200, new KeyPages(latchkey.listKeys(), call.caller(), whose, includeExpired));
  }

  Answer tokenConfig(Call call) {
    Duration maximum = latchkey.lifetimes().maximumFor(owner(call));
    return Answer.json(200, new TokenConfigJson(maximum.toNanos()));
  }

  Answer findByName(Call call) {
    User owner = owner(call);
    String name = call.path("keyname");
    if (TokenName.problemOf(name).isPresent()) {
      throw new NotFound();
    }
    return found(call, new KeyRef.ByName(owner.id(), new TokenName(name)));
  }

  Answer findById(Call call) {
    return found(call, new KeyRef.ById(keyId(call)));
  }

  Answer expire(Call call) {
    return done(latchkey.expireKey().execute(call.caller(), keyToChange(call, AuditAction.EXPIRE)));
  }

  Answer delete(Call call) {
    return done(latchkey.deleteKey().execute(call.caller(), keyToChange(call, AuditAction.DELETE)));
  }

  private static Answer done(Confirmed<ApiKey> change) {
    return Answer.empty(204).with(change.receipt());
  }

  private User owner(Call call) {
    return latchkey
        .findUser()
        .execute(call.caller(), new UserRef(call.path(USER)), Purpose.NAME_KEY_OWNER);
  }

  // Who may not know the user in the path gets no further, but tried to change a key all the same.
  private KeyId keyToChange(Call call, AuditAction attempted) {
    try {
      return keyId(call);
    } catch (NotFound e) {
      if (KeyId.isKeyId(call.path(KEY_ID))) {
        KeyId id = new KeyId(call.path(KEY_ID));
        latchkey.refuseChange().execute(call.caller(), id, attempted, UNKNOWN_USER);
      }
      throw e;
    }
  }

  private KeyId keyId(Call call) {
    owner(call);
    String id = call.path(KEY_ID);
    if (!KeyId.isKeyId(id)) {
      throw new NotFound();
    }
    return new KeyId(id);
  }

  private Answer found(Call call, KeyRef ref) {
    return Answer.json(200, ApiKeyJson.from(latchkey.findKey().execute(call.caller(), ref).key()));
  }

  // The only answer that holds a secret.
  private static Answer issued(IssuedKey issued) {
    return Answer.json(201, new NewKeyJson(issued.plaintext().reveal()));
  }
}
