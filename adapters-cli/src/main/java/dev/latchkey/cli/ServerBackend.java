package dev.latchkey.cli;

import dev.latchkey.cli.BackendException.Kind;
import dev.latchkey.core.key.PlaintextKey;
import dev.latchkey.http.client.ApiException;
import dev.latchkey.http.client.ChangedUser;
import dev.latchkey.http.client.ClientException;
import dev.latchkey.http.client.LatchkeyClient;
import dev.latchkey.http.client.TokenQuery;
import dev.latchkey.http.wire.ApiKeyJson;
import dev.latchkey.http.wire.AuditPageJson;
import dev.latchkey.http.wire.CreateTokenJson;
import dev.latchkey.http.wire.CreateUserJson;
import dev.latchkey.http.wire.ErrorJson;
import dev.latchkey.http.wire.NodeJson;
import dev.latchkey.http.wire.ReceiptText;
import dev.latchkey.http.wire.TokenConfigJson;
import dev.latchkey.http.wire.UserJson;
import dev.latchkey.http.wire.UserPageJson;
import dev.latchkey.http.wire.VerificationJson;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Asks a server. */
final class ServerBackend implements Backend {

  private final LatchkeyClient client;
  private final Optional<String> ownKeyId;

  /**
   * @param ownKeyId the key with which the client calls, if it has any
   */
  ServerBackend(LatchkeyClient client, Optional<String> ownKeyId) {
    this.client = client;
    this.ownKeyId = ownKeyId;
  }

  @Override
  public boolean isSomebody() {
    return true;
  }

  @Override
  public Optional<String> ownKeyId() {
    return ownKeyId;
  }

  @Override
  public PlaintextKey createToken(String user, CreateTokenJson request) {
    return ask(() -> client.createToken(user, request));
  }

  @Override
  public TokenConfigJson tokenConfig(String user) {
    return ask(() -> client.tokenConfig(user));
  }

  @Override
  public void forEachToken(TokenQuery query, Consumer<? super ApiKeyJson> consumer) {
    tell(() -> client.forEachToken(query, consumer));
  }

  @Override
  public ApiKeyJson keyById(String id) {
    return ask(() -> client.keyById(LatchkeyClient.ME, id));
  }

  @Override
  public ApiKeyJson keyByName(String user, String name) {
    return ask(() -> client.keyByName(user, name));
  }

  @Override
  public Expiry expire(String id) {
    ReceiptText receipt = ask(() -> client.expireApiKey(LatchkeyClient.ME, id));
    return new Expiry(receipt, endOf(id));
  }

  // The answer to an expire has no body.
  private Optional<Instant> endOf(String id) {
    if (ownKeyId.equals(Optional.of(id))) {
      return Optional.empty();
    }
    try {
      return Optional.of(keyById(id).expiresAt());
    } catch (BackendException e) {
      // It is expired all the same.
      return Optional.empty();
    }
  }

  @Override
  public ReceiptText delete(String id) {
    return ask(() -> client.deleteApiKey(LatchkeyClient.ME, id));
  }

  @Override
  public UserPageJson users(String search, int offset, int limit) {
    return ask(() -> client.users().list(search, offset, limit));
  }

  @Override
  public UserJson user(String user) {
    return ask(() -> client.users().get(user));
  }

  @Override
  public UserJson createUser(CreateUserJson request) {
    return ask(() -> client.users().create(request));
  }

  @Override
  public ChangedUser setRoles(String user, List<String> roles) {
    return ask(() -> client.users().setRoles(user, roles));
  }

  @Override
  public ChangedUser suspend(String user) {
    return ask(() -> client.users().suspend(user));
  }

  @Override
  public UserJson activate(String user) {
    return ask(() -> client.users().activate(user));
  }

  @Override
  public ReceiptText deleteUser(String user) {
    return ask(() -> client.users().delete(user));
  }

  @Override
  public List<NodeJson> nodes() {
    return ask(client::nodes);
  }

  @Override
  public AuditPageJson audit(String search, int offset, int limit) {
    return ask(() -> client.auditLogs(search, offset, limit));
  }

  @Override
  public VerificationJson verify(String token, @Nullable String scope) {
    return ask(() -> scope == null ? client.verify(token) : client.verify(token, scope));
  }

  @Override
  public void close() {
    // Its connections end with the process.
  }

  private static void tell(Runnable call) {
    ask(
        () -> {
          call.run();
          return true;
        });
  }

  /** Asks what has no method of its own here. */
  static <R> R ask(Supplier<? extends R> call) {
    try {
      return call.get();
    } catch (ApiException e) {
      ErrorJson error = new ErrorJson(e.message(), e.detail(), e.validations());
      throw new BackendException(kindOf(e), error, exchange(e, ", status " + e.status()), e);
    } catch (ClientException e) {
      ErrorJson error = ErrorJson.of(String.valueOf(e.getMessage()));
      throw new BackendException(Kind.UNREACHABLE, error, exchange(e, ", no answer"), e);
    }
  }

  // The client tells by the answer whether a 404 is about what was asked for.
  private static Kind kindOf(ApiException refusal) {
    Kind kind = Kind.ofStatus(refusal.status());
    return kind == Kind.NOT_FOUND && !(refusal instanceof ApiException.NotFound)
        ? Kind.WRONG_ADDRESS
        : kind;
  }

  private static String exchange(ClientException failure, String outcome) {
    return failure.method() + " " + failure.url() + outcome + ", request " + failure.requestId();
  }
}
