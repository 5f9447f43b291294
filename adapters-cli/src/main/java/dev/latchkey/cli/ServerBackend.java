package dev.latchkey.cli;

import dev.latchkey.core.key.PlaintextKey;
import dev.latchkey.http.client.ChangedUser;
import dev.latchkey.http.client.LatchkeyClient;
import dev.latchkey.http.client.TokenQuery;
import dev.latchkey.http.wire.ApiKeyJson;
import dev.latchkey.http.wire.AuditPageJson;
import dev.latchkey.http.wire.CreateTokenJson;
import dev.latchkey.http.wire.CreateUserJson;
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
import org.jspecify.annotations.Nullable;

/** Asks a server. */
final class ServerBackend implements Backend {

  private final LatchkeyClient client;
  private final LatchkeyClient once;
  private final Optional<String> ownKeyId;

  /**
   * @param client asks
   * @param once asks the same server as the same caller, but never a second time
   * @param ownKeyId the key with which the client calls, if it has any
   */
  ServerBackend(LatchkeyClient client, LatchkeyClient once, Optional<String> ownKeyId) {
    this.client = client;
    this.once = once;
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
    return ClientCalls.ask(() -> client.createToken(user, request));
  }

  @Override
  public TokenConfigJson tokenConfig(String user) {
    return ClientCalls.ask(() -> client.tokenConfig(user));
  }

  @Override
  public void forEachToken(TokenQuery query, Consumer<? super ApiKeyJson> consumer) {
    tell(() -> client.forEachToken(query, consumer));
  }

  @Override
  public ApiKeyJson keyById(String id) {
    return ClientCalls.ask(() -> client.keyById(LatchkeyClient.ME, id));
  }

  @Override
  public ApiKeyJson keyByName(String user, String name) {
    return ClientCalls.ask(() -> client.keyByName(user, name));
  }

  @Override
  public ReceiptText expire(String id) {
    return ClientCalls.ask(() -> client.expireApiKey(LatchkeyClient.ME, id));
  }

  @Override
  public Instant endOf(String id) {
    return ClientCalls.ask(() -> once.keyById(LatchkeyClient.ME, id)).expiresAt();
  }

  @Override
  public ReceiptText delete(String id) {
    return ClientCalls.ask(() -> client.deleteApiKey(LatchkeyClient.ME, id));
  }

  @Override
  public UserPageJson users(String search, int offset, int limit) {
    return ClientCalls.ask(() -> client.users().list(search, offset, limit));
  }

  @Override
  public UserJson user(String user) {
    return ClientCalls.ask(() -> client.users().get(user));
  }

  @Override
  public UserJson createUser(CreateUserJson request) {
    return ClientCalls.ask(() -> client.users().create(request));
  }

  @Override
  public ChangedUser setRoles(String user, List<String> roles) {
    return ClientCalls.ask(() -> client.users().setRoles(user, roles));
  }

  @Override
  public ChangedUser suspend(String user) {
    return ClientCalls.ask(() -> client.users().suspend(user));
  }

  @Override
  public UserJson activate(String user) {
    return ClientCalls.ask(() -> client.users().activate(user));
  }

  @Override
  public ReceiptText deleteUser(String user) {
    return ClientCalls.ask(() -> client.users().delete(user));
  }

  @Override
  public List<NodeJson> nodes() {
    return ClientCalls.ask(client::nodes);
  }

  @Override
  public AuditPageJson audit(String search, int offset, int limit) {
    return ClientCalls.ask(() -> client.auditLogs(search, offset, limit));
  }

  @Override
  public VerificationJson verify(String token, @Nullable String scope) {
    return ClientCalls.ask(
        () -> scope == null ? client.verify(token) : client.verify(token, scope));
  }

  @Override
  public void close() {
    // Its connections end with the process.
  }

  private static void tell(Runnable call) {
    ClientCalls.ask(
        () -> {
          call.run();
          return true;
        });
  }
}
