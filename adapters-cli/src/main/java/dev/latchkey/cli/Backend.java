package dev.latchkey.cli;

import dev.latchkey.core.key.PlaintextKey;
import dev.latchkey.http.client.ChangedUser;
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

/**
 * What commands ask of Latchkey: a server, or a database on which they do it themselves. Users are
 * named by {@code me}, an id or a username. Every method throws {@link BackendException} when it is
 * refused or gets no answer.
 */
public interface Backend extends AutoCloseable {

  /** Whether {@code me} is somebody: a local operator who acts as nobody else is no user. */
  boolean isSomebody();

  /** The key that the commands themselves use, if there is one. */
  Optional<String> ownKeyId();

  /** Makes a token; this is the only time that it can be had. */
  PlaintextKey createToken(String user, CreateTokenJson request);

  /** The limits for tokens of that user. */
  TokenConfigJson tokenConfig(String user);

  /** Hands over tokens one by one, those that end soonest first. */
  void forEachToken(TokenQuery query, Consumer<? super ApiKeyJson> consumer);

  /** The key with that id, whoever owns it. */
  ApiKeyJson keyById(String id);

  /** The token of that user with that name. */
  ApiKeyJson keyByName(String user, String name);

  /** Ends a key now and keeps its record; which nodes know of it. */
  ReceiptText expire(String id);

  /** When a key ends. It is asked once, for what is only told: a failure comes without delay. */
  Instant endOf(String id);

  /** Removes the record of a key, but not its audit entries; which nodes know of it. */
  ReceiptText delete(String id);

  /** A page of the users whom the caller may see. */
  UserPageJson users(String search, int offset, int limit);

  /** One user. */
  UserJson user(String user);

  /** Creates a user. */
  UserJson createUser(CreateUserJson request);

  /** Says which roles a user has; which nodes know of it. */
  ChangedUser setRoles(String user, List<String> roles);

  /** Has all keys of a user refused for the time being; which nodes know of it. */
  ChangedUser suspend(String user);

  /** Has the keys of a suspended user honoured again. */
  UserJson activate(String user);

  /** Deletes a user and expires their keys; which nodes know of it. */
  ReceiptText deleteUser(String user);

  /** The nodes that verify keys from memory. */
  List<NodeJson> nodes();

  /** A page of the audit trail, newest first. */
  AuditPageJson audit(String search, int offset, int limit);

  /**
   * Whether a token is good.
   *
   * @param scope what it must be good for; null for anything
   */
  VerificationJson verify(String token, @Nullable String scope);

  @Override
  void close();
}
