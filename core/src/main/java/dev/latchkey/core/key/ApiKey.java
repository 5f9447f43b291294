package dev.latchkey.core.key;

import dev.latchkey.core.user.UserId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The record of a key. Immutable: each operation returns the next state. All instants have
 * microsecond precision. It holds no secret, only the hash of one.
 *
 * @param id the public identifier
 * @param hashedSecret the hash of the secret
 * @param owner the user that the key belongs to
 * @param name the name of a token; null for a session key
 * @param loginType token or session key
 * @param scopes what the key may be used for, never empty, sorted
 * @param allowList which resources the key may touch
 * @param lifetime how long the key was made for, in whole seconds, at least one; a session key
 *     slides by it
 * @param createdAt when it was made
 * @param updatedAt when its state last really changed
 * @param expiresAt the last instant at which the key is good
 * @param expiredAt when somebody expired it; null while nobody has. Being marked is what makes an
 *     expire final: it holds whatever the clock says afterwards
 * @param usage what is known of its use
 */
public record ApiKey(
    KeyId id,
    HashedSecret hashedSecret,
    UserId owner,
    @Nullable TokenName name,
    LoginType loginType,
    List<Scope> scopes,
    AllowList allowList,
    Duration lifetime,
    Instant createdAt,
    Instant updatedAt,
    Instant expiresAt,
    @Nullable Instant expiredAt,
    KeyUsage usage) {

  /** The address of a key whose user's address is not known. */
  public static final String NO_ADDRESS = "0.0.0.0";

  // IPv6 with the name of an interface is the longest.
  private static final int MAX_ADDRESS = 64;

  /** Session keys slide once this much of their lifetime is used (contract section 2.3). */
  private static final Duration SLIDE_AFTER = Duration.ofHours(1);

  /**
   * The address to keep of a user who came from {@code address}, which is empty if not known. What
   * can't be an address is not known either: it must not keep the use of a key from being stored.
   */
  public static String addressOf(String address) {
    if (address.isEmpty() || address.length() > MAX_ADDRESS) {
      return NO_ADDRESS;
    }
    for (int i = 0; i < address.length(); i++) {
      if (address.charAt(i) <= ' ' || address.charAt(i) > '~') {
        return NO_ADDRESS;
      }
    }
    return address;
  }

  /**
   * @throws IllegalArgumentException if there is no scope, the lifetime is under a second, a token
   *     has no name or a session key has one, or the key was expired before its end
   */
  public ApiKey {
    // Most keys have one, and every verification past the memory makes a key.
    scopes =
        scopes.size() == 1 ? List.copyOf(scopes) : scopes.stream().distinct().sorted().toList();
    if (scopes.isEmpty()) {
      throw new IllegalArgumentException("a key has at least one scope");
    }
    if (lifetime.toSeconds() < 1) {
      throw new IllegalArgumentException("lifetime: " + lifetime + " (expected: at least 1 s)");
    }
    if ((loginType == LoginType.TOKEN) != (name != null)) {
      throw new IllegalArgumentException("a token has a name and a session key has none");
    }
    if (expiredAt != null && expiresAt.isAfter(expiredAt)) {
      throw new IllegalArgumentException(
          "expiresAt: " + expiresAt + " (expected: not after the expire at " + expiredAt + ")");
    }
  }

  /**
   * A key that begins to live now.
   *
   * @param plaintext the token, of which only the id and the hash are kept
   * @param name the name of a token; null for a session key
   * @param now when it is made
   * @param end when it ends, after {@code now}
   * @param ipAddress where its user is; {@link #NO_ADDRESS} if that is not known
   */
  public static ApiKey issue(
      PlaintextKey plaintext,
      UserId owner,
      @Nullable TokenName name,
      List<Scope> scopes,
      AllowList allowList,
      Instant now,
      Instant end,
      String ipAddress) {
    return new ApiKey(
        plaintext.id(),
        plaintext.hashedSecret(),
        owner,
        name,
        name == null ? LoginType.PASSWORD : LoginType.TOKEN,
        scopes,
        allowList,
        Duration.ofSeconds(Math.max(1, Duration.between(now, end).toSeconds())),
        now,
        now,
        end,
        null,
        KeyUsage.from(ipAddress));
  }

  /**
   * Whether the key is refused at {@code now}: somebody expired it, or its end lies strictly before
   * {@code now}.
   */
  public boolean isExpired(Instant now) {
    return expiredAt != null || expiresAt.isBefore(now);
  }

  /**
   * Whether the key is refused at {@code now} only if this is its latest state: a session key that
   * nobody expired, whose end may have moved since.
   */
  public boolean mayHaveSlid(Instant now) {
    return loginType != LoginType.TOKEN && expiredAt == null && expiresAt.isBefore(now);
  }

  /** The state after an expire at {@code now}, or nothing if the key was expired already. */
  public Optional<ApiKey> expire(Instant now) {
    if (isExpired(now)) {
      return Optional.empty();
    }
    return Optional.of(
        new ApiKey(
            id,
            hashedSecret,
            owner,
            name,
            loginType,
            scopes,
            allowList,
            lifetime,
            createdAt,
            now,
            now,
            now,
            usage));
  }

  /**
   * Where the end of this key moves to if it is used at {@code now}, or nothing if it stays. Only
   * session keys slide, and at most about once an hour.
   */
  public Optional<Instant> slidesTo(Instant now) {
    if (loginType == LoginType.TOKEN || isExpired(now)) {
      return Optional.empty();
    }
    Duration left = Duration.between(now, expiresAt);
    boolean due = left.compareTo(lifetime.minus(SLIDE_AFTER)) <= 0;
    return due ? Optional.of(now.plus(lifetime)) : Optional.empty();
  }
}
