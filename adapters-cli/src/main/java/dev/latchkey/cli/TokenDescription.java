package dev.latchkey.cli;

import dev.latchkey.cli.text.RelativeTime;
import dev.latchkey.cli.text.SafeText;
import dev.latchkey.http.wire.ApiKeyJson;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Describes tokens to the person who removes them. */
final class TokenDescription {

  private final ProcessContext context;
  private final Map<UUID, String> owners = new HashMap<>();

  /** Looks up the owners of all of them, before the key by which that is done may be gone. */
  TokenDescription(ProcessContext context, Backend backend, List<ApiKeyJson> keys) {
    this.context = context;
    keys.forEach(key -> owners.computeIfAbsent(key.userId(), id -> nameOf(backend, id)));
  }

  private static String nameOf(Backend backend, UUID owner) {
    try {
      return backend.user(owner.toString()).username();
    } catch (BackendException e) {
      // Whoever may remove a key need not be allowed to look at its owner.
      return owner.toString();
    }
  }

  /** Which token it is. */
  static String name(ApiKeyJson key) {
    String name = key.tokenName().isEmpty() ? "a session key" : key.tokenName();
    return SafeText.escape("%s (%s)".formatted(name, key.id()));
  }

  /** The same with all that tells whether it is the right one. */
  String of(ApiKeyJson key) {
    return of(key, TokenListing.hasEnded(key, context.clock().instant()));
  }

  /**
   * The same if it is known whether the token had ended; this machine's clock may be wrong.
   *
   * @param key the token as it was before it was removed
   */
  String of(ApiKeyJson key, boolean hadEnded) {
    Instant now = context.clock().instant();
    String used = TokenListing.lastUsed(key, now).plain();
    if (context.terminal().out()) {
      used = TokenListing.lastUsed(key, now).shown();
    }
    return name(key)
        + SafeText.escape(
            " of %s, %s %s, last used %s"
                .formatted(
                    owners.get(key.userId()),
                    hadEnded ? "ended" : "due",
                    time(key.expiresAt(), now),
                    used));
  }

  private String time(Instant time, Instant now) {
    return context.terminal().out()
        ? RelativeTime.text(time, now)
        : time.truncatedTo(ChronoUnit.SECONDS).toString();
  }
}
