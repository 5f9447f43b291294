package dev.latchkey.http.client;

import dev.latchkey.core.key.MalformedKeyException;
import dev.latchkey.core.key.PlaintextKey;
import dev.latchkey.http.wire.ApiKeyJson;
import dev.latchkey.http.wire.AuditPageJson;
import dev.latchkey.http.wire.BuildInfoJson;
import dev.latchkey.http.wire.CreateTokenJson;
import dev.latchkey.http.wire.NewKeyJson;
import dev.latchkey.http.wire.NodeJson;
import dev.latchkey.http.wire.ReceiptText;
import dev.latchkey.http.wire.TokenConfigJson;
import dev.latchkey.http.wire.UserJson;
import dev.latchkey.http.wire.VerificationJson;
import dev.latchkey.http.wire.VerificationRequestJson;
import java.net.URI;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Speaks to a Latchkey server. Users are named by {@link #ME}, a UUID or a username; names and ids
 * may hold any characters, but no token: {@link IllegalArgumentException}. Every method waits for
 * the answer, at most as long as {@link LatchkeyClientBuilder#timeout} says. All of them throw
 * {@link ApiException} when the server refuses and {@link ConnectionException} when there is no
 * answer of a Latchkey server. A thread that is interrupted gets the latter, and stays interrupted.
 * Immutable and thread-safe; there is nothing to close.
 */
public final class LatchkeyClient {

  /** The user whose token the client has. */
  public static final String ME = "me";

  private static final String USERS = "users";
  private static final String KEYS = "keys";
  private static final String TOKENS = "tokens";
  private static final Request CHECK = Request.get("auth", "check");

  private final Calls calls;

  LatchkeyClient(Calls calls) {
    this.calls = calls;
  }

  /**
   * A client without a token, for what everybody may ask, with the standard settings.
   *
   * @param baseUrl where the server is, without {@code /api/v2}
   * @throws IllegalArgumentException if that is no http or https address
   */
  public static LatchkeyClient to(URI baseUrl) {
    return builder(baseUrl).build();
  }

  /**
   * Begins a client with other settings.
   *
   * @param baseUrl where the server is, without {@code /api/v2}
   */
  public static LatchkeyClientBuilder builder(URI baseUrl) {
    return new LatchkeyClientBuilder(baseUrl);
  }

  /**
   * The same client, over the same connections, with a token, which goes into the {@code
   * Authorization} header only.
   *
   * @throws IllegalArgumentException if no token can look like that; the message never repeats it
   */
  public LatchkeyClient withToken(String token) {
    return new LatchkeyClient(calls.withToken(token));
  }

  /** Makes a token of {@code user}; this is the only time that it can be had. */
  public PlaintextKey createToken(String user, CreateTokenJson request) {
    return issue(Request.post(USERS, user, KEYS, TOKENS).with(request));
  }

  /** Makes a session key of {@code user}; this is the only time that it can be had. */
  public PlaintextKey createSessionKey(String user) {
    return issue(Request.post(USERS, user, KEYS));
  }

  /** Tokens, all of them in memory: some 150,000 at most. */
  public List<ApiKeyJson> tokens(TokenQuery query) {
    return calls.fetchList(query.request(), ApiKeyJson[].class);
  }

  /**
   * The same tokens one by one while they come in, however many there are; a few at a time are in
   * memory. What was handed over before a failure stays handed over; nothing comes twice.
   *
   * @param consumer gets each token, in the thread of the caller; what it throws ends the list
   */
  public void forEachToken(TokenQuery query, Consumer<? super ApiKeyJson> consumer) {
    calls.forEach(query.request(), ApiKeyJson.class, consumer);
  }

  /** The key with that id. */
  public ApiKeyJson keyById(String user, String keyId) {
    return calls.fetch(Request.get(USERS, user, KEYS, keyId), ApiKeyJson.class);
  }

  /** The token of {@code user} with that name: the live one, else the most recently created. */
  public ApiKeyJson keyByName(String user, String name) {
    return calls.fetch(Request.get(USERS, user, KEYS, TOKENS, name), ApiKeyJson.class);
  }

  /**
   * Ends a key now and keeps its record. Ending it twice is no failure, so it is tried again; if it
   * is the key that the client calls with, a second try is refused because of the first: {@link
   * ApiException.Unauthorized}, with why there was a second one among its suppressed exceptions.
   *
   * @return which nodes know of it; unknown if the server does not say
   */
  public ReceiptText expireApiKey(String user, String keyId) {
    return receipt(Request.put(USERS, user, KEYS, keyId, "expire").asRepeatable());
  }

  /**
   * Removes the record of a key; its audit entries stay.
   *
   * @return which nodes know of it; unknown if the server does not say
   */
  public ReceiptText deleteApiKey(String user, String keyId) {
    return receipt(Request.delete(USERS, user, KEYS, keyId));
  }

  private ReceiptText receipt(Request request) {
    return calls.answer(request, 204).receipt();
  }

  /** The limits for tokens of {@code user}. */
  public TokenConfigJson tokenConfig(String user) {
    return calls.fetch(
        Request.get(USERS, user, KEYS, TOKENS, "tokenconfig"), TokenConfigJson.class);
  }

  /** The servers that verify keys from memory, by name. */
  public List<NodeJson> nodes() {
    return calls.fetchList(Request.get("nodes"), NodeJson[].class);
  }

  /** What is done with users. */
  public UsersClient users() {
    return new UsersClient(calls);
  }

  /** The user whose token the client has. */
  public UserJson me() {
    return users().get(ME);
  }

  /**
   * A page of the audit trail, newest first; with {@code stored_after} in the order in which they
   * were stored, so that the next page begins after the last of this one.
   *
   * @param query which entries, in the language of the server; empty for all
   * @param offset how many entries to pass over
   * @param limit how many entries to read at most; 0 for the server's default
   */
  public AuditPageJson auditLogs(String query, int offset, int limit) {
    return calls.fetch(
        Request.get("audit")
            .with("q", query)
            .with("offset", Integer.toString(offset))
            .with("limit", Integer.toString(limit)),
        AuditPageJson.class);
  }

  /** The same, with a query that is made piece by piece. */
  public AuditPageJson auditLogs(AuditQuery query, int offset, int limit) {
    return auditLogs(query.toString(), offset, limit);
  }

  /**
   * Whether a key is good, and if not, why. It needs no token.
   *
   * @param key the full token that somebody presents
   */
  public VerificationJson verify(String key) {
    return verify(new VerificationRequestJson(key, null));
  }

  /**
   * The same, for a key that must have a scope.
   *
   * @param scope its name; one that there is not is {@link ApiException.Invalid}
   */
  public VerificationJson verify(String key, String scope) {
    return verify(new VerificationRequestJson(key, scope));
  }

  /** What is known of the token that the client has, which is good if this returns. */
  public CheckedKey check() {
    return CheckedKey.from(calls.answer(CHECK, 200));
  }

  /**
   * The same, for a token that must have a scope.
   *
   * @param scope its name; {@link ApiException.Forbidden} if the token has not got it
   */
  public CheckedKey check(String scope) {
    return CheckedKey.from(calls.answer(CHECK.with("scope", scope), 200));
  }

  /**
   * Ends the session: removes the key that the client calls with.
   *
   * @return which nodes know of it; unknown if the server does not say
   */
  public ReceiptText logOut() {
    return calls.acknowledge(Request.post(USERS, "logout"));
  }

  /** Whether the server has any user yet. */
  public boolean hasFirstUser() {
    Response response = ofLatchkey(calls.answer(Request.get(USERS, "first"), 200, 404));
    if (response.status() == 200) {
      return true;
    }
    Refusal none = Refusal.of(response);
    if (none.isAboutWhatWasAskedFor()) {
      return false;
    }
    throw none.exception();
  }

  /** What server it is. */
  public BuildInfoJson buildInfo() {
    return calls.fetch(Request.get("buildinfo"), BuildInfoJson.class);
  }

  /** What time it is for the server, to the second; nothing if it does not say. */
  public Optional<Instant> serverTime() {
    String date = calls.answer(Request.get("buildinfo"), 200).header("Date");
    try {
      return Optional.of(Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(date)));
    } catch (DateTimeException noDate) {
      return Optional.empty();
    }
  }

  /** Whether the server lives: false while it stops. There is one try. */
  public boolean isAlive() {
    return health("healthz");
  }

  /** Whether the server can do its work, so that its database answers. There is one try. */
  public boolean isReady() {
    return health("readyz");
  }

  /** Where the server is. */
  @Override
  public String toString() {
    return "LatchkeyClient(" + calls.baseUrl() + ")";
  }

  private VerificationJson verify(VerificationRequestJson question) {
    return calls.fetch(
        Request.post(KEYS, "verify").with(question).asRepeatable(), VerificationJson.class);
  }

  private boolean health(String segment) {
    return ofLatchkey(calls.answer(Request.getOfServer(segment), 200, 503)).status() == 200;
  }

  // These two have answers that anything could give.
  private static Response ofLatchkey(Response response) {
    if (response.header("X-Coder-Build-Version").isEmpty()) {
      throw response.notLatchkey("X-Coder-Build-Version is missing");
    }
    return response;
  }

  private PlaintextKey issue(Request request) {
    Response response = calls.answer(request, 201);
    NewKeyJson issued = Calls.read(response, NewKeyJson.class);
    try {
      return PlaintextKey.parse(issued.key());
    } catch (MalformedKeyException e) {
      throw response.notLatchkey("what it issued is no token");
    }
  }
}
