package dev.latchkey.cli.store;

import dev.latchkey.cli.Backend;
import dev.latchkey.cli.BackendException;
import dev.latchkey.cli.BackendException.Kind;
import dev.latchkey.core.Latchkey;
import dev.latchkey.core.authority.Caller;
import dev.latchkey.core.authority.Caller.Person;
import dev.latchkey.core.error.LatchkeyException;
import dev.latchkey.core.error.LatchkeyException.NotFound;
import dev.latchkey.core.error.StoreException;
import dev.latchkey.core.key.KeyId;
import dev.latchkey.core.key.PlaintextKey;
import dev.latchkey.core.key.TokenName;
import dev.latchkey.core.port.OwnedKey;
import dev.latchkey.core.port.UserDirectory.UserPage;
import dev.latchkey.core.usecase.Confirmed;
import dev.latchkey.core.usecase.FindUser.Purpose;
import dev.latchkey.core.usecase.KeyRef;
import dev.latchkey.core.usecase.ListKeys;
import dev.latchkey.core.usecase.ListKeys.Listed;
import dev.latchkey.core.user.User;
import dev.latchkey.core.user.UserId;
import dev.latchkey.core.user.UserRef;
import dev.latchkey.http.client.ChangedUser;
import dev.latchkey.http.client.TokenQuery;
import dev.latchkey.http.search.AuditSearch;
import dev.latchkey.http.search.BadSearchException;
import dev.latchkey.http.search.UserSearch;
import dev.latchkey.http.wire.ApiKeyJson;
import dev.latchkey.http.wire.AuditPageJson;
import dev.latchkey.http.wire.CreateTokenJson;
import dev.latchkey.http.wire.CreateUserJson;
import dev.latchkey.http.wire.ErrorJson;
import dev.latchkey.http.wire.NodeJson;
import dev.latchkey.http.wire.ProblemJson;
import dev.latchkey.http.wire.ReceiptText;
import dev.latchkey.http.wire.TokenConfigJson;
import dev.latchkey.http.wire.UpdateRolesJson;
import dev.latchkey.http.wire.UserJson;
import dev.latchkey.http.wire.UserPageJson;
import dev.latchkey.http.wire.VerificationJson;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Does what commands ask for on a database, by the same use cases as a server. */
final class StoreBackend implements Backend {

  private static final int PAGE_SIZE = 500;

  private final Latchkey latchkey;
  private final Caller caller;

  /**
   * @param latchkey is closed together with this
   * @param caller who asks
   */
  StoreBackend(Latchkey latchkey, Caller caller) {
    this.latchkey = latchkey;
    this.caller = caller;
  }

  @Override
  public boolean isSomebody() {
    return caller instanceof Person;
  }

  @Override
  public Optional<String> ownKeyId() {
    return Optional.empty();
  }

  @Override
  public PlaintextKey createToken(String user, CreateTokenJson request) {
    return ask(
        () ->
            latchkey
                .createKey()
                .execute(caller, owner(user).id(), request.toCommand(List.of()))
                .plaintext());
  }

  @Override
  public TokenConfigJson tokenConfig(String user) {
    return ask(() -> new TokenConfigJson(latchkey.lifetimes().maximumFor(owner(user)).toNanos()));
  }

  @Override
  public void forEachToken(TokenQuery query, Consumer<? super ApiKeyJson> consumer) {
    UserId whose = query.includeAll() ? null : ask(() -> owner(query.user()).id());
    Listed page = page(new ListKeys.Query(whose, query.includeExpired(), null, PAGE_SIZE));
    page.keys().forEach(key -> consumer.accept(ApiKeyJson.from(key)));
    while (page.next() != null) {
      page = page(new ListKeys.Query(whose, query.includeExpired(), page.next(), PAGE_SIZE));
      page.keys().forEach(key -> consumer.accept(ApiKeyJson.from(key)));
    }
  }

  private Listed page(ListKeys.Query query) {
    return ask(() -> latchkey.listKeys().execute(caller, query));
  }

  @Override
  public ApiKeyJson keyById(String id) {
    return ask(() -> shown(latchkey.findKey().execute(caller, new KeyRef.ById(keyId(id)))));
  }

  @Override
  public ApiKeyJson keyByName(String user, String name) {
    return ask(
        () -> {
          UserId owner = owner(user).id();
          if (TokenName.problemOf(name).isPresent()) {
            throw new NotFound();
          }
          return shown(
              latchkey.findKey().execute(caller, new KeyRef.ByName(owner, new TokenName(name))));
        });
  }

  @Override
  public ReceiptText expire(String id) {
    return ask(() -> ReceiptText.from(latchkey.expireKey().execute(caller, keyId(id)).receipt()));
  }

  @Override
  public Instant endOf(String id) {
    return keyById(id).expiresAt();
  }

  @Override
  public ReceiptText delete(String id) {
    return ask(() -> ReceiptText.from(latchkey.deleteKey().execute(caller, keyId(id)).receipt()));
  }

  @Override
  public UserPageJson users(String search, int offset, int limit) {
    return ask(
        () ->
            UserPageJson.from(
                UserSearch.parse(search, offset, limit)
                    .map(query -> latchkey.listUsers().execute(caller, query))
                    .orElse(UserPage.EMPTY)));
  }

  @Override
  public UserJson user(String user) {
    return ask(() -> UserJson.from(found(user)));
  }

  @Override
  public UserJson createUser(CreateUserJson request) {
    return ask(() -> UserJson.from(latchkey.createUser().execute(caller, request.toCommand())));
  }

  @Override
  public ChangedUser setRoles(String user, List<String> roles) {
    return ask(
        () -> {
          UserId id = found(user).id();
          return changed(
              latchkey.changeRoles().execute(caller, id, new UpdateRolesJson(roles).toRoles()));
        });
  }

  @Override
  public ChangedUser suspend(String user) {
    return ask(() -> changed(latchkey.suspendUser().execute(caller, found(user).id())));
  }

  private static ChangedUser changed(Confirmed<User> change) {
    return new ChangedUser(UserJson.from(change.result()), ReceiptText.from(change.receipt()));
  }

  @Override
  public UserJson activate(String user) {
    return ask(() -> UserJson.from(latchkey.activateUser().execute(caller, found(user).id())));
  }

  @Override
  public ReceiptText deleteUser(String user) {
    return ask(
        () -> ReceiptText.from(latchkey.deleteUser().execute(caller, found(user).id()).receipt()));
  }

  @Override
  public List<NodeJson> nodes() {
    return ask(() -> latchkey.listNodes().execute(caller).stream().map(NodeJson::from).toList());
  }

  @Override
  public AuditPageJson audit(String search, int offset, int limit) {
    return ask(
        () ->
            AuditPageJson.from(
                latchkey
                    .searchAudit()
                    .execute(caller, AuditSearch.parse(search, caller), offset, limit)));
  }

  @Override
  public VerificationJson verify(String token, @Nullable String scope) {
    return ask(() -> VerificationJson.from(latchkey.verifyKey().execute(token, "", scope)));
  }

  @Override
  public void close() {
    latchkey.close();
  }

  private User owner(String user) {
    return latchkey.findUser().execute(caller, new UserRef(user), Purpose.NAME_KEY_OWNER);
  }

  private User found(String user) {
    return latchkey.findUser().execute(caller, new UserRef(user), Purpose.READ);
  }

  private static KeyId keyId(String id) {
    if (!KeyId.isKeyId(id)) {
      throw new NotFound();
    }
    return new KeyId(id);
  }

  private static ApiKeyJson shown(OwnedKey found) {
    return ApiKeyJson.from(found.key());
  }

  private <R> R ask(Supplier<? extends R> work) {
    try {
      return work.get();
    } catch (BadSearchException e) {
      throw new BackendException(Kind.INVALID, e.error(), exchange(), e);
    } catch (LatchkeyException e) {
      ProblemJson problem =
          ProblemJson.from(e)
              .orElseGet(() -> new ProblemJson(500, ErrorJson.of(String.valueOf(e.getMessage()))));
      throw new BackendException(Kind.ofStatus(problem.status()), told(e, problem), exchange(), e);
    } catch (StoreException e) {
      ErrorJson error = ErrorJson.of("the database failed: " + e.getMessage());
      throw new BackendException(Kind.FAULT, error, exchange(), e);
    }
  }

  // Who is at the database may know what is wrong with it, which a client of a server may not.
  private static ErrorJson told(LatchkeyException failure, ProblemJson problem) {
    return failure instanceof LatchkeyException.Unavailable
        ? ErrorJson.of(problem.error().message(), String.valueOf(failure.getMessage()))
        : problem.error();
  }

  private String exchange() {
    return "on the database, request " + caller.request().id();
  }
}
