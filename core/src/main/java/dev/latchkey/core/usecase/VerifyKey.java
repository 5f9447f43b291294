package dev.latchkey.core.usecase;

import static java.util.Objects.requireNonNull;

import dev.latchkey.core.error.LatchkeyException.Invalid;
import dev.latchkey.core.error.Violation;
import dev.latchkey.core.key.ApiKey;
import dev.latchkey.core.key.HashedSecret;
import dev.latchkey.core.key.KeyId;
import dev.latchkey.core.key.MalformedKeyException;
import dev.latchkey.core.key.PermissionSet;
import dev.latchkey.core.key.PlaintextKey;
import dev.latchkey.core.key.Scope;
import dev.latchkey.core.key.TokenText;
import dev.latchkey.core.port.KeyDirectory;
import dev.latchkey.core.port.KeyDirectory.Listing;
import dev.latchkey.core.port.KeyDirectory.Recalled;
import dev.latchkey.core.port.ScopeCatalog;
import dev.latchkey.core.usecase.Verification.Reason;
import dev.latchkey.core.usecase.Verification.Refused;
import dev.latchkey.core.usecase.Verification.Valid;
import dev.latchkey.core.user.User;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Decides whether a token is good: the one use case in the path of every request. It reads and
 * never writes; that the key was used is noted aside. Thread-safe.
 */
public final class VerifyKey {

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
    Presented presented = Presented.of(token);
    if (presented.isMalformed()) {
      return note(presented.refusal(), Instant.EPOCH, ipAddress);
    }
    Optional<Listing> listing = directory.find(presented.id());
    Instant now = clock.instant();
    if (mayHaveSlid(listing, now)) {
      listing = directory.findEnded(listing.get());
    }
    return note(judge(presented, listing, now, wanted), now, ipAddress);
  }

  /**
   * The same, if it can be told from memory; for a thread that must not wait.
   *
   * @return nothing if the store would have to be asked: then nothing was noted
   * @throws Invalid if there is no such scope, whatever the token is
   */
  public Optional<Verification> recall(String token, String ipAddress, @Nullable String scope) {
    Scope wanted = scope == null ? null : find(scope);
    Presented presented = Presented.of(token);
    Instant now = clock.instant();
    return recall(presented, now, wanted).map(answer -> note(answer, now, ipAddress));
  }

  /**
   * The same for who has more to do than to verify: only a refusal is told.
   *
   * @return nothing if the token may be good: then nothing was noted
   */
  public Optional<Refused> recallRefusal(String token) {
    Instant now = clock.instant();
    Optional<Verification> answer = recall(Presented.of(token), now, null);
    if (answer.isPresent() && answer.get() instanceof Refused refused) {
      note(refused, now, ApiKey.NO_ADDRESS);
      return Optional.of(refused);
    }
    return Optional.empty();
  }

  /**
   * Whether good tokens are told from memory now. If not, though the store has a memory, it has not
   * heard from the database within its lease, and each verification is a look-up.
   */
  public boolean isFromMemory() {
    return directory.isTrusted();
  }

  private Optional<Verification> recall(Presented presented, Instant now, @Nullable Scope wanted) {
    if (presented.isMalformed()) {
      return Optional.of(presented.refusal());
    }
    Recalled known = directory.recall(presented.id());
    return known == null || mayHaveSlid(known.listing(), now)
        ? Optional.empty()
        : Optional.of(judge(presented, known.listing(), now, wanted));
  }

  private static boolean mayHaveSlid(Optional<Listing> listing, Instant now) {
    return listing.isPresent() && listing.get().key().mayHaveSlid(now);
  }

  private Verification note(Verification answer, Instant now, String ipAddress) {
    activity.verified(answer);
    if (answer instanceof Valid valid) {
      usage.accepted(valid.key(), now, ApiKey.addressOf(ipAddress));
    } else if (answer instanceof Refused refused && isDead(refused.reason())) {
      usage.refused(requireNonNull(refused.key()));
    }
    return answer;
  }

  private static boolean isDead(Reason reason) {
    return reason == Reason.EXPIRED || reason == Reason.USER_INACTIVE;
  }

  private Scope find(String scope) {
    return scopes
        .find(scope)
        .orElseThrow(
            () ->
                new Invalid(
                    List.of(
                        new Violation(
                            "scope",
                            "invalid or unsupported API key scope: \""
                                + TokenText.redact(scope)
                                + "\""))));
  }

  /**
   * A token as a client has shown it. It is hashed before it is looked up, so that an unknown id
   * takes no less work than a wrong secret.
   */
  private record Presented(
      @Nullable PlaintextKey key, @Nullable HashedSecret secret, String problem) {

    static Presented of(String token) {
      try {
        PlaintextKey key = PlaintextKey.parse(token);
        return new Presented(key, key.hashedSecret(), "");
      } catch (MalformedKeyException e) {
        return new Presented(null, null, String.valueOf(e.getMessage()));
      }
    }

    boolean isMalformed() {
      return key == null;
    }

    Refused refusal() {
      return VerifyKey.refused(Reason.MALFORMED, problem);
    }

    KeyId id() {
      return requireNonNull(key).id();
    }

    boolean matches(ApiKey known) {
      return known.hashedSecret().matches(requireNonNull(secret));
    }
  }

  private Verification judge(
      Presented presented, Optional<Listing> listing, Instant now, @Nullable Scope wanted) {
    if (listing.isEmpty()) {
      return refused(Reason.UNKNOWN, "API key is invalid.");
    }
    ApiKey key = listing.get().key();
    if (!presented.matches(key)) {
      return refused(Reason.WRONG_SECRET, "API key secret is invalid.");
    }
    User user = listing.get().user();
    if (key.isExpired(now)) {
      return Refused.expired(key);
    }
    if (!user.isActive()) {
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
