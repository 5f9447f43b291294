package dev.latchkey.core.port;

import dev.latchkey.core.key.KeyId;
import dev.latchkey.core.key.TokenName;
import dev.latchkey.core.user.UserId;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads keys outside any transaction. Thread-safe. */
public interface KeyQueries {

  /** The key with that id. */
  Optional<OwnedKey> byId(KeyId id);

  /** The owner's token of that name: the one that is live now, else the most recently created. */
  Optional<OwnedKey> byName(UserId owner, TokenName name, Instant now);

  /**
   * Those of {@code ids} that a key has, or ever had: the audit trail still knows the ids of keys
   * that are gone.
   */
  Set<KeyId> usedAmong(Collection<KeyId> ids);

  /**
   * Tokens (no session keys), those that end soonest first, ties by id. The order is that of one
   * index, in which the live ones lie together.
   *
   * @return at most {@link Page#limit()} of them
   */
  List<OwnedKey> tokens(Page page);

  /**
   * Which tokens to read.
   *
   * @param owner whose; null for everybody's
   * @param liveAt leave out what is expired at this instant; null to read the expired ones too
   * @param after go on behind this place; null to begin
   * @param limit how many at most, at least 1
   */
  record Page(
      @Nullable UserId owner, @Nullable Instant liveAt, @Nullable Position after, int limit) {}

  /**
   * A place in the order of tokens.
   *
   * @param expiresAt when the token there ends
   * @param id the token there
   */
  record Position(Instant expiresAt, KeyId id) {}
}
