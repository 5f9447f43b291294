package dev.latchkey.core.usecase;

import dev.latchkey.core.authority.Authority;
import dev.latchkey.core.authority.Caller;
import dev.latchkey.core.authority.Caller.Person;
import dev.latchkey.core.authority.Permission;
import dev.latchkey.core.port.KeyQueries;
import dev.latchkey.core.port.KeyQueries.Page;
import dev.latchkey.core.port.KeyQueries.Position;
import dev.latchkey.core.port.OwnedKey;
import dev.latchkey.core.user.UserId;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Lists tokens, those that end soonest first, page by page. Keys that the caller may not read are
 * left out without a word (contract section 4.5). Thread-safe.
 */
public final class ListKeys {

  /** The most tokens that a page may be asked to hold. */
  public static final int MAX_PAGE_SIZE = 1000;

  private final KeyQueries keys;
  private final Authority authority;
  private final InstantSource clock;

  /** Wires the use case. */
  public ListKeys(KeyQueries keys, Authority authority, InstantSource clock) {
    this.keys = keys;
    this.authority = authority;
    this.clock = clock;
  }

  /**
   * What to list.
   *
   * @param owner whose tokens; null for those of everybody
   * @param includeExpired whether expired ones are listed too
   * @param after where the previous page ended; null for the first page
   * @param pageSize how many tokens a page holds at most, 1 to {@link #MAX_PAGE_SIZE}
   */
  public record Query(
      @Nullable UserId owner, boolean includeExpired, @Nullable Position after, int pageSize) {

    /**
     * @throws IllegalArgumentException if the page size is out of range
     */
    public Query {
      if (pageSize < 1 || pageSize > MAX_PAGE_SIZE) {
        throw new IllegalArgumentException(
            "pageSize: " + pageSize + " (expected: 1 to " + MAX_PAGE_SIZE + ")");
      }
    }
  }

  /**
   * A page of tokens.
   *
   * @param keys in order; none if there is nothing to show
   * @param next where the next page goes on; null if this is the last
   */
  public record Listed(List<OwnedKey> keys, @Nullable Position next) {

    /** Copies the keys, so that they can't change afterwards. */
    public Listed {
      keys = List.copyOf(keys);
    }
  }

  /** Lists one page. */
  public Listed execute(Caller caller, Query query) {
    return reachOf(caller, query.owner())
        .map(reach -> read(reach, query))
        .orElseGet(() -> new Listed(List.of(), null));
  }

  private Listed read(Reach reach, Query query) {
    // One more than asked for tells whether there is a next page.
    List<OwnedKey> found =
        keys.tokens(
            new Page(
                reach.owner(),
                query.includeExpired() ? null : clock.instant(),
                query.after(),
                query.pageSize() + 1));
    if (found.size() <= query.pageSize()) {
      return new Listed(found, null);
    }
    List<OwnedKey> page = found.subList(0, query.pageSize());
    OwnedKey last = page.get(page.size() - 1);
    return new Listed(page, new Position(last.key().expiresAt(), last.key().id()));
  }

  /** Whose tokens are read: of one user, or, with null, of everybody. */
  private record Reach(@Nullable UserId owner) {}

  private Optional<Reach> reachOf(Caller caller, @Nullable UserId wanted) {
    if (wanted != null) {
      return authority.permits(caller, Permission.READ_KEY, wanted)
          ? Optional.of(new Reach(wanted))
          : Optional.empty();
    }
    if (authority.permitsForAll(caller, Permission.READ_KEY)) {
      return Optional.of(new Reach(null));
    }
    return caller instanceof Person person ? reachOf(caller, person.user().id()) : Optional.empty();
  }
}
