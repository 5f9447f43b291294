package dev.latchkey.core.testkit;

import static dev.latchkey.core.testkit.Fixtures.NOW;

import dev.latchkey.core.key.AllowList;
import dev.latchkey.core.key.ApiKey;
import dev.latchkey.core.key.KeyId;
import dev.latchkey.core.key.KeyUsage;
import dev.latchkey.core.key.LoginType;
import dev.latchkey.core.key.PlaintextKey;
import dev.latchkey.core.key.Scope;
import dev.latchkey.core.key.TokenName;
import dev.latchkey.core.user.User;
import dev.latchkey.core.user.UserId;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Builds the record of a key for a test. Not thread-safe. */
public final class KeyBuilder {

  private static final Duration WEEK = Duration.ofDays(7);

  private final UserId owner;
  private final LoginType loginType;
  private @Nullable PlaintextKey plaintext;
  private @Nullable TokenName name;
  private List<Scope> scopes = List.of(Scope.ALL);
  private AllowList allowList = AllowList.EVERYTHING;
  private Duration lifetime = WEEK;
  private Instant createdAt = NOW;
  private @Nullable Instant expiresAt;
  private @Nullable Instant expiredAt;
  private @Nullable Instant lastUsed;
  private String ipAddress = ApiKey.NO_ADDRESS;

  private KeyBuilder(User owner, LoginType loginType) {
    this.owner = owner.id();
    this.loginType = loginType;
  }

  static KeyBuilder token(User owner) {
    return new KeyBuilder(owner, LoginType.TOKEN);
  }

  static KeyBuilder sessionKey(User owner) {
    return new KeyBuilder(owner, LoginType.PASSWORD);
  }

  /** The record of this token. */
  public KeyBuilder of(PlaintextKey newPlaintext) {
    plaintext = newPlaintext;
    return this;
  }

  /** A key with this id. */
  public KeyBuilder id(String id) {
    return of(PlaintextKey.parse(id + "-" + "s".repeat(PlaintextKey.SECRET_LENGTH)));
  }

  /** A token with this name; else it is made from the id. */
  public KeyBuilder named(String newName) {
    name = new TokenName(newName);
    return this;
  }

  /** A key for these scopes; else for everything. */
  public KeyBuilder scopes(String... names) {
    scopes = Stream.of(names).map(Scope::new).toList();
    return this;
  }

  /** A key for these resources; else for all. */
  public KeyBuilder allowing(AllowList newAllowList) {
    allowList = newAllowList;
    return this;
  }

  /** A key that was made for this long. */
  public KeyBuilder lasting(Duration newLifetime) {
    lifetime = newLifetime;
    return this;
  }

  /** A key that was made then. */
  public KeyBuilder createdAt(Instant instant) {
    createdAt = instant;
    return this;
  }

  /** A key that ends then; else when its lifetime is over. */
  public KeyBuilder endingAt(Instant instant) {
    expiresAt = instant;
    return this;
  }

  /** A key that somebody expired then. */
  public KeyBuilder expiredAt(Instant instant) {
    expiresAt = instant;
    expiredAt = instant;
    return this;
  }

  /** A key that was last used then. */
  public KeyBuilder lastUsed(Instant instant) {
    lastUsed = instant;
    return this;
  }

  /** A key that was last used from there. */
  public KeyBuilder from(String newIpAddress) {
    ipAddress = newIpAddress;
    return this;
  }

  /** Builds the record. */
  public ApiKey build() {
    PlaintextKey token = plaintext == null ? PlaintextKey.generate(new SecureRandom()) : plaintext;
    return new ApiKey(
        token.id(),
        token.hashedSecret(),
        owner,
        nameOrDefault(token.id()),
        loginType,
        scopes,
        allowList,
        lifetime,
        createdAt,
        expiredAt == null ? createdAt : expiredAt,
        expiresAt == null ? createdAt.plus(lifetime) : expiresAt,
        expiredAt,
        new KeyUsage(lastUsed, ipAddress, 0, 0));
  }

  private @Nullable TokenName nameOrDefault(KeyId id) {
    return name == null && loginType == LoginType.TOKEN ? new TokenName("token-" + id) : name;
  }
}
