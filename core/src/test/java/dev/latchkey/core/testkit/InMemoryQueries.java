package dev.latchkey.core.testkit;

import dev.latchkey.core.audit.AuditEntry;
import dev.latchkey.core.key.ApiKey;
import dev.latchkey.core.key.KeyId;
import dev.latchkey.core.key.LoginType;
import dev.latchkey.core.key.TokenName;
import dev.latchkey.core.port.AuditQueries;
import dev.latchkey.core.port.KeyDirectory.Listing;
import dev.latchkey.core.port.KeyQueries;
import dev.latchkey.core.port.OwnedKey;
import dev.latchkey.core.port.UserDirectory;
import dev.latchkey.core.user.User;
import dev.latchkey.core.user.UserId;
import dev.latchkey.core.user.Username;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads the last committed state of an {@link InMemoryKeyStore}. */
final class InMemoryQueries implements KeyQueries, UserDirectory, AuditQueries {

  private static final Comparator<Position> ORDER =
      Comparator.comparing(Position::expiresAt).thenComparing(Position::id);

  private final InMemoryKeyStore store;

  InMemoryQueries(InMemoryKeyStore store) {
    this.store = store;
  }

  Optional<Listing> find(KeyId id) {
    InMemoryState state = store.committed();
    return Optional.ofNullable(state.keys().get(id))
        .flatMap(
            key ->
                Optional.ofNullable(state.users().get(key.owner()))
                    .map(user -> new Listing(key, user)));
  }

  @Override
  public Optional<OwnedKey> byId(KeyId id) {
    InMemoryState state = store.committed();
    return Optional.ofNullable(state.keys().get(id)).map(key -> owned(state, key));
  }

  @Override
  public Optional<OwnedKey> byName(UserId owner, TokenName name, Instant now) {
    return store.committed().keys().values().stream()
        .filter(key -> key.owner().equals(owner) && name.equals(key.name()))
        .max(
            Comparator.comparing((ApiKey key) -> !key.isExpired(now))
                .thenComparing(ApiKey::createdAt))
        .flatMap(key -> byId(key.id()));
  }

  @Override
  public Set<KeyId> usedAmong(Collection<KeyId> ids) {
    InMemoryState state = store.committed();
    Set<KeyId> used = new HashSet<>(state.keys().keySet());
    state.audit().stream().map(AuditEntry::keyId).filter(Objects::nonNull).forEach(used::add);
    used.retainAll(Set.copyOf(ids));
    return used;
  }

  @Override
  public List<OwnedKey> tokens(Page page) {
    InMemoryState state = store.committed();
    return state.keys().values().stream()
        .filter(key -> isOn(page, key))
        .sorted(Comparator.comparing(InMemoryQueries::positionOf, ORDER))
        .limit(page.limit())
        .map(key -> owned(state, key))
        .toList();
  }

  @Override
  public Optional<User> byId(UserId id) {
    return Optional.ofNullable(store.committed().users().get(id));
  }

  @Override
  public Optional<User> byUsername(Username username) {
    return store.committed().users().values().stream()
        .filter(user -> user.username().equals(username))
        .findFirst();
  }

  @Override
  public boolean anyExists() {
    return store.committed().anyUserExists();
  }

  @Override
  public UserPage list(UserDirectory.Filter filter, int offset, int limit) {
    List<User> found =
        store.committed().users().values().stream()
            .filter(filter::matches)
            .sorted(Comparator.comparing(user -> user.username().folded()))
            .toList();
    return new UserPage(
        found.stream().skip(offset).limit(limit).toList(),
        Math.min(found.size(), UserPage.MAX_COUNT));
  }

  @Override
  public AuditPage search(AuditQueries.Filter filter, int offset, int limit) {
    List<AuditEntry> found =
        inOrder(store.committed().audit(), filter.storedAfter())
            .filter(entry -> InMemoryFilter.letsThrough(filter, entry))
            .toList();
    return new AuditPage(
        found.stream().skip(offset).limit(limit).toList(),
        Math.min(found.size(), AuditPage.MAX_COUNT));
  }

  private static Stream<AuditEntry> inOrder(List<AuditEntry> stored, @Nullable UUID storedAfter) {
    if (storedAfter != null) {
      Stream<AuditEntry> fromThere =
          stored.stream().dropWhile(entry -> !entry.id().equals(storedAfter)).skip(1);
      return storedAfter.equals(AuditQueries.Filter.FIRST) ? stored.stream() : fromThere;
    }
    List<AuditEntry> lastStoredFirst = new ArrayList<>(stored);
    Collections.reverse(lastStoredFirst);
    return lastStoredFirst.stream().sorted(Comparator.comparing(AuditEntry::time).reversed());
  }

  private static OwnedKey owned(InMemoryState state, ApiKey key) {
    return new OwnedKey(key, state.ownerOf(key).orElseThrow().username());
  }

  private static boolean isOn(Page page, ApiKey key) {
    return key.loginType() == LoginType.TOKEN
        && (page.owner() == null || page.owner().equals(key.owner()))
        && (page.liveAt() == null || !key.isExpired(page.liveAt()))
        && isBehind(page.after(), key);
  }

  private static boolean isBehind(@Nullable Position after, ApiKey key) {
    return after == null || ORDER.compare(positionOf(key), after) > 0;
  }

  private static Position positionOf(ApiKey key) {
    return new Position(key.expiresAt(), key.id());
  }
}
