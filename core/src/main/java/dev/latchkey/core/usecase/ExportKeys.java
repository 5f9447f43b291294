package dev.latchkey.core.usecase;

import static java.util.Objects.requireNonNull;

import dev.latchkey.core.authority.Caller.Trusted;
import dev.latchkey.core.port.KeyQueries;
import dev.latchkey.core.port.KeyQueries.Page;
import dev.latchkey.core.port.KeyQueries.Position;
import dev.latchkey.core.port.KeyStore;
import dev.latchkey.core.port.OwnedKey;
import dev.latchkey.core.port.UserDirectory;
import dev.latchkey.core.user.UserId;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Hands out every token in the shape that {@link ImportKeys} reads, page by page, so that any
 * number of them fits into memory. Thread-safe.
 */
public final class ExportKeys {

  private static final int PAGE_SIZE = 1000;

  private final KeyQueries keys;
  private final UserDirectory users;
  private final InstantSource clock;

  /** Wires the use case. */
  public ExportKeys(KeyStore store, InstantSource clock) {
    this.keys = store.keys();
    this.users = store.users();
    this.clock = clock;
  }

  /**
   * Hands out the tokens. Session keys are none. Tokens of deleted users are left out: they have
   * ended, and there is nobody to own them elsewhere. It is no snapshot: of what changes meanwhile,
   * a part may be told as it was and a part as it is, and a token that is expired meanwhile may be
   * left out even with {@code includeExpired}.
   *
   * @param caller who exports; only somebody trusted may, because hashes are for nobody else
   * @param includeExpired whether to hand out those that have ended too
   * @param receiver takes each token; what it throws ends the export
   * @return how many were handed out
   */
  public long execute(Trusted caller, boolean includeExpired, Consumer<PortableKey> receiver) {
    requireNonNull(caller, "caller is null");
    Instant liveAt = includeExpired ? null : clock.instant();
    long count = 0;
    Position after = null;
    List<OwnedKey> page;
    do {
      page = keys.tokens(new Page(null, liveAt, after, PAGE_SIZE));
      count += handOut(page, receiver);
      after = lastOf(page);
    } while (page.size() == PAGE_SIZE);
    return count;
  }

  private long handOut(List<OwnedKey> page, Consumer<PortableKey> receiver) {
    Set<UserId> deleted = deletedOwners(page);
    List<OwnedKey> owned =
        page.stream().filter(each -> !deleted.contains(each.key().owner())).toList();
    owned.forEach(each -> receiver.accept(PortableKey.of(each)));
    return owned.size();
  }

  private Set<UserId> deletedOwners(List<OwnedKey> page) {
    Set<UserId> deleted = new HashSet<>();
    page.stream()
        .map(owned -> owned.key().owner())
        .distinct()
        .filter(owner -> users.byId(owner).isEmpty())
        .forEach(deleted::add);
    return deleted;
  }

  private static @Nullable Position lastOf(List<OwnedKey> page) {
    if (page.isEmpty()) {
      return null;
    }
    OwnedKey last = page.get(page.size() - 1);
    return new Position(last.key().expiresAt(), last.key().id());
  }
}
