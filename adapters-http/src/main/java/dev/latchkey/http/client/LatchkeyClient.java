package dev.latchkey.http.client;

import dev.latchkey.core.key.MalformedKeyException;
import dev.latchkey.core.key.PlaintextKey;
import dev.latchkey.http.wire.ApiKeyJson;
import dev.latchkey.http.wire.AuditPageJson;
import dev.latchkey.http.wire.BuildInfoJson;
import dev.latchkey.http.wire.CreateTokenJson;
import dev.latchkey.http.wire.CreateUserJson;
import dev.latchkey.http.wire.NewKeyJson;
import dev.latchkey.http.wire.TokenConfigJson;
import dev.latchkey.http.wire.UserJson;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Speaks to a Latchkey server. Users are named by {@link #ME}, a UUID or a username; names and ids
 * may hold any characters. Every method waits for the answer, at most 30 seconds, and sends its
 * request once. All of them throw {@link ApiException} when the server refuses and {@link
 * ConnectionException} when there is no answer of a Latchkey server. Immutable and thread-safe.
 */
public final class LatchkeyClient {

  /** The user whose token the client has. */
  public static final String ME = "me";

  private static final String USERS = "users";
  private static final String KEYS = "keys";
  private static final String TOKENS = "tokens";
  private static final int OK = 200;
  private static final int CREATED = 201;
  private static final int NOT_FOUND = 404;

  private final Connection connection;

  private LatchkeyClient(Connection connection) {
    this.connection = connection;
  }

  /**
   * A client without a token, for what everybody may ask.
   *
   * @param baseUrl where the server is, without {@code /api/v2}
   * @throws IllegalArgumentException if that is no http or https address
   */
  public static LatchkeyClient to(URI baseUrl) {
    return to(baseUrl, Connection.REQUEST_TIMEOUT);
  }

  static LatchkeyClient to(URI baseUrl, Duration timeout) {
    return new LatchkeyClient(Connection.to(baseUrl, timeout));
  }

  /**
   * The same client with a token, which goes into the {@code Authorization} header only.
   *
   * @throws IllegalArgumentException if no token can look like that; the message never repeats it
   */
  public LatchkeyClient withToken(String token) {
    return new LatchkeyClient(connection.withToken(token));
  }

  /** Makes a token of {@code user}; this is the only time that it can be had. */
  public PlaintextKey createToken(String user, CreateTokenJson request) {
    return issue(Request.of("POST", USERS, user, KEYS, TOKENS).with(request));
  }

  /** Makes a session key of {@code user}; this is the only time that it can be had. */
  public PlaintextKey createSessionKey(String user) {
    return issue(Request.of("POST", USERS, user, KEYS));
  }

  /**
   * The tokens of {@code user}.
   *
   * @param includeAll whether those of all users are listed that the caller may read
   * @param includeExpired whether expired ones are listed too
   */
  public List<ApiKeyJson> tokens(String user, boolean includeAll, boolean includeExpired) {
    Request request =
        Request.get(USERS, user, KEYS, TOKENS)
            .with("include_all", Boolean.toString(includeAll))
            .with("include_expired", Boolean.toString(includeExpired));
    return connection.fetchList(request, ApiKeyJson[].class);
  }

  /** The key with that id. */
  public ApiKeyJson keyById(String user, String keyId) {
    return connection.fetch(Request.get(USERS, user, KEYS, keyId), ApiKeyJson.class);
  }

  /** The token of {@code user} with that name: the live one, else the most recently created. */
  public ApiKeyJson keyByName(String user, String name) {
    return connection.fetch(Request.get(USERS, user, KEYS, TOKENS, name), ApiKeyJson.class);
  }

  /** Ends a key now and keeps its record. */
  public void expireApiKey(String user, String keyId) {
    connection.run(Request.of("PUT", USERS, user, KEYS, keyId, "expire"));
  }

  /** Removes the record of a key; its audit entries stay. */
  public void deleteApiKey(String user, String keyId) {
    connection.run(Request.of("DELETE", USERS, user, KEYS, keyId));
  }

  /** The limits for tokens of {@code user}. */
  public TokenConfigJson tokenConfig(String user) {
    return connection.fetch(
        Request.get(USERS, user, KEYS, TOKENS, "tokenconfig"), TokenConfigJson.class);
  }

  /** The user whose token the client has. */
  public UserJson me() {
    return user(ME);
  }

  /** A user. */
  public UserJson user(String user) {
    return connection.fetch(Request.get(USERS, user), UserJson.class);
  }

  /** Creates a user. */
  public UserJson createUser(CreateUserJson request) {
    return connection.fetch(Request.of("POST", USERS).with(request), UserJson.class);
  }

  /**
   * A page of the audit trail, newest first.
   *
   * @param query which entries; null for all
   * @param offset how many entries to pass over
   * @param limit how many entries to read at most; 0 for the server's default
   */
  public AuditPageJson auditLogs(@Nullable String query, int offset, int limit) {
    Request request =
        Request.get("audit")
            .with("offset", Integer.toString(offset))
            .with("limit", Integer.toString(limit));
    return connection.fetch(
        query == null ? request : request.with("q", query), AuditPageJson.class);
  }

  /** Whether the server has any user yet. */
  public boolean hasFirstUser() {
    Request request = Request.get(USERS, "first");
    HttpResponse<byte[]> response = connection.send(request);
    int status = response.statusCode();
    boolean latchkey = response.headers().firstValue("X-Coder-Build-Version").isPresent();
    if ((status == OK || status == NOT_FOUND) && !latchkey) {
      throw connection.notLatchkey(request, status, "X-Coder-Build-Version is missing");
    }
    if (status == OK || status == NOT_FOUND) {
      return status == OK;
    }
    connection.requireSuccess(request, response);
    throw connection.notLatchkey(request, status, "another status is due");
  }

  /** What server it is. */
  public BuildInfoJson buildInfo() {
    return connection.fetch(Request.get("buildinfo"), BuildInfoJson.class);
  }

  private PlaintextKey issue(Request request) {
    try {
      return PlaintextKey.parse(connection.fetch(request, NewKeyJson.class).key());
    } catch (MalformedKeyException e) {
      throw connection.notLatchkey(request, CREATED, "what it issued is no token");
    }
  }
}
