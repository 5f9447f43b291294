package dev.latchkey.core.usecase;

import dev.latchkey.core.error.LatchkeyException.Invalid;
import dev.latchkey.core.error.Violation;
import dev.latchkey.core.key.ApiKey;
import dev.latchkey.core.key.HashedSecret;
import dev.latchkey.core.key.MalformedKeyException;
import dev.latchkey.core.key.PermissionSet;
import dev.latchkey.core.key.PlaintextKey;
import dev.latchkey.core.key.Scope;
import dev.latchkey.core.port.KeyDirectory;
import dev.latchkey.core.port.KeyDirectory.Listing;
import dev.latchkey.core.port.ScopeCatalog;
import dev.latchkey.core.usecase.Verification.Reason;
import dev.latchkey.core.usecase.Verification.Refused;
import dev.latchkey.core.usecase.Verification.Valid;
import dev.latchkey.core.user.User;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Decides whether a token is good: the one use case in the path of every request. It reads and
 * never writes; that the key was used is noted aside. Thread-safe.
 */
public final class VerifyKey {

  // The default text of a time in the language of the original, which clients look at (row 7).
  private static final DateTimeFormatter GO_TIME =
      new DateTimeFormatterBuilder()
          .appendPattern("uuuu-MM-dd HH:mm:ss")
          .appendFraction(ChronoField.NANO_OF_SECOND, 0, 9, true)
          .appendLiteral(" +0000 UTC")
          .toFormatter()
          .withZone(ZoneOffset.UTC);

  private final KeyDirectory directory;
  private final ScopeCatalog scopes;
  private final UsageRecorder usage;
  private final Activity activity;
  private final InstantSource clock;

  /** Wires the use case. */
  public VerifyKey(
      KeyDirectory directory,
      ScopeCatalog scopes,
      UsageRecorder usage,
      Activity activity,
      InstantSource clock) {
    this.directory = directory;
    this.scopes = scopes;
    this.usage = usage;
    this.activity = activity;
    this.clock = clock;
  }

  /**
   * Verifies a token that came from an address that is not known.
   *
   * @see #execute(String, String)
   */
  public Verification execute(String token) {
    return execute(token, ApiKey.NO_ADDRESS);
  }

  /**
   * Verifies a token, whatever it is wanted for.
   *
   * @see #execute(String, String, String)
   */
  public Verification execute(String token, String ipAddress) {
    return execute(token, ipAddress, null);
  }

  /**
   * Verifies a token. The checks come in the order of contract section 2.2; in particular, only who
   * has the right secret learns that the key has expired.
   *
   * @param token as the client presented it
   * @param ipAddress where the client is; empty if that is not known
   * @param scope the name of a scope that the key must have; null for none. A key has it if it has
   *     that very scope, or if its scopes together permit all that it permits
   * @throws Invalid if there is no such scope, whatever the token is
   * @throws dev.latchkey.core.error.LatchkeyException.Unavailable if the key can't be looked up
   */
  public Verification execute(String token, String ipAddress, @Nullable String scope) {
    Scope wanted = scope == null ? null : find(scope);
    Verification answer = verify(token, ipAddress, wanted);
    activity.verified(answer);
    return answer;
  }

  private Scope find(String scope) {
    return scopes
        .find(scope)
        .orElseThrow(
            () ->
                new Invalid(
                    List.of(
                        new Violation(
                            "scope", "invalid or unsupported API key scope: \"" + scope + "\""))));
  }

  private Verification verify(String token, String ipAddress, @Nullable Scope wanted) {
    PlaintextKey plaintext;
    try {
      plaintext = PlaintextKey.parse(token);
    } catch (MalformedKeyException e) {
      return refused(Reason.MALFORMED, String.valueOf(e.getMessage()));
    }
    // Hashed before the look-up, so that an unknown id takes no less work than a wrong secret.
    HashedSecret presented = plaintext.hashedSecret();
    Optional<Listing> listing = directory.find(plaintext.id());
    if (listing.isEmpty()) {
      return refused(Reason.UNKNOWN, "API key is invalid.");
    }
    if (!listing.get().key().hashedSecret().matches(presented)) {
      return refused(Reason.WRONG_SECRET, "API key secret is invalid.");
    }
    return decide(listing.get(), ipAddress, wanted);
  }

  private Verification decide(Listing listing, String ipAddress, @Nullable Scope wanted) {
    ApiKey key = listing.key();
    User user = listing.user();
    Instant now = clock.instant();
    if (key.isExpired(now)) {
      usage.refused(key);
      String end = GO_TIME.format(key.expiresAt());
      return new Refused(Reason.EXPIRED, "API key expired at \"" + end + "\".", key);
    }
    if (!user.isActive()) {
      usage.refused(key);
      String detail =
          "User is not active (status = \""
              + user.status().wireName()
              + "\"). Contact an admin to reactivate your account.";
      return new Refused(Reason.USER_INACTIVE, detail, key);
    }
    if (wanted != null && !has(key, wanted)) {
      return new Refused(
          Reason.INSUFFICIENT_SCOPE, "API key does not have the scope \"" + wanted + "\".", key);
    }
    usage.accepted(key, now, ApiKey.addressOf(ipAddress));
    return new Valid(key, user);
  }

  private boolean has(ApiKey key, Scope wanted) {
    if (key.scopes().contains(wanted)) {
      return true;
    }
    PermissionSet held =
        PermissionSet.union(key.scopes().stream().map(scopes::permissionsOf).toList());
    PermissionSet needed = scopes.permissionsOf(wanted);
    // A scope that permits nothing here is a word of the host's, which any key would cover.
    return held.isEverything() || (!needed.isNothing() && held.covers(needed));
  }

  private static Refused refused(Reason reason, String detail) {
    return new Refused(reason, detail, null);
  }
}
