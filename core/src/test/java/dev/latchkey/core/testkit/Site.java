package dev.latchkey.core.testkit;

import dev.latchkey.core.Latchkey;
import dev.latchkey.core.audit.AuditEntry;
import dev.latchkey.core.authority.Caller.KeyHolder;
import dev.latchkey.core.key.ApiKey;
import dev.latchkey.core.key.KeyId;
import dev.latchkey.core.port.AuditQueries.Filter;
import dev.latchkey.core.port.KeyStore;
import dev.latchkey.core.usecase.IssuedKey;
import dev.latchkey.core.usecase.NewToken;
import dev.latchkey.core.user.Role;
import dev.latchkey.core.user.User;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.UnaryOperator;

/** A whole Latchkey over some store, on a clock that the test sets. Thread-safe. */
public final class Site implements AutoCloseable {

  private static final Instant FAR = Instant.parse("2126-01-01T00:00:00Z");

  private static final int ALL = 1000;

  private final KeyStore store;
  private final SettableClock clock = SettableClock.at(Fixtures.NOW);
  private final Latchkey latchkey;

  private Site(KeyStore store, UnaryOperator<Latchkey.Builder> settings) {
    this.store = store;
    // Nothing but the test does anything, although it may set the clock on by years.
    this.latchkey =
        settings.apply(Latchkey.on(store).clock(clock).retention(Duration.ZERO)).build();
  }

  /** Opens a site over {@code store}, which is closed with it. */
  public static Site over(KeyStore store) {
    return over(store, UnaryOperator.identity());
  }

  /** The same with settings of a host product. */
  public static Site over(KeyStore store, UnaryOperator<Latchkey.Builder> settings) {
    return new Site(store, settings);
  }

  /** The front door. */
  public Latchkey latchkey() {
    return latchkey;
  }

  /** The time of this site. It begins at {@link Fixtures#NOW}. */
  public SettableClock clock() {
    return clock;
  }

  /** What the site runs on. */
  public KeyStore store() {
    return store;
  }

  /** A stored user without any role. */
  public User member(String username) {
    return user(Fixtures.member(username));
  }

  /** A stored user who may do everything. */
  public User siteOwner(String username) {
    return user(Fixtures.siteOwner(username));
  }

  /** A stored user with this role. */
  public User userWith(String username, Role role) {
    return user(Fixtures.userWith(username, role));
  }

  /** Stores {@code user}, without an audit entry. */
  public User user(User user) {
    Given.users(store, user);
    return user;
  }

  /** Stores {@code key}, without an audit entry. */
  public ApiKey key(ApiKey key) {
    Given.keys(store, key);
    return key;
  }

  /** Issues a token of {@code owner} to the owner. */
  public IssuedKey issue(User owner, String name) {
    return latchkey.createKey().execute(as(owner), owner.id(), NewToken.named(name));
  }

  /** {@code user} with a stored session key that has no restrictions and outlives every test. */
  public KeyHolder as(User user) {
    return Fixtures.holder(user, key(Fixtures.aSessionKey(user).endingAt(FAR).build()));
  }

  /** Whether {@code issued} is good now. */
  public boolean accepts(IssuedKey issued) {
    return latchkey.verifyKey().execute(issued.plaintext().reveal()).isValid();
  }

  /** The key as it is stored. */
  public ApiKey stored(KeyId id) {
    return store
        .keys()
        .byId(id)
        .orElseThrow(() -> new AssertionError("there is no key " + id))
        .key();
  }

  /** The whole audit trail, newest first. */
  public List<AuditEntry> audit() {
    return store.audit().search(Filter.ALL, 0, ALL).entries();
  }

  /** The audit trail of one key, newest first. */
  public List<AuditEntry> audit(KeyId id) {
    return store.audit().search(Filter.ofKey(id), 0, ALL).entries();
  }

  @Override
  public void close() {
    latchkey.close();
  }
}
