package dev.latchkey.core.testkit;

import dev.latchkey.core.audit.AuditEntry;
import dev.latchkey.core.error.LatchkeyException.NameTaken;
import dev.latchkey.core.error.StoreException;
import dev.latchkey.core.key.ApiKey;
import dev.latchkey.core.key.KeyId;
import dev.latchkey.core.key.LoginType;
import dev.latchkey.core.key.Scope;
import dev.latchkey.core.key.TokenName;
import dev.latchkey.core.port.ApiKeyRepository;
import dev.latchkey.core.port.AuditPort;
import dev.latchkey.core.port.Job;
import dev.latchkey.core.port.UnitOfWork;
import dev.latchkey.core.port.UserRepository;
import dev.latchkey.core.user.User;
import dev.latchkey.core.user.UserId;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The repositories over the draft of one transaction. */
final class InMemoryUnitOfWork implements UnitOfWork {

  private final InMemoryState draft;

  InMemoryUnitOfWork(InMemoryState draft) {
    this.draft = draft;
  }

  @Override
  public ApiKeyRepository keys() {
    return new Keys(draft);
  }

  @Override
  public UserRepository users() {
    return new Users(draft);
  }

  @Override
  public AuditPort audit() {
    return entry -> {
      if (draft.audit().stream().noneMatch(stored -> stored.id().equals(entry.id()))) {
        draft.audit().add(entry);
      }
    };
  }

  /** One transaction runs at a time, so nobody else can be at it. */
  @Override
  public boolean tryLock(Job job) {
    return true;
  }

  private record Keys(InMemoryState draft) implements ApiKeyRepository {

    @Override
    public Optional<ApiKey> find(KeyId id) {
      return Optional.ofNullable(draft.keys().get(id));
    }

    @Override
    public Optional<ApiKey> look(KeyId id) {
      return find(id);
    }

    @Override
    public List<ApiKey> live(UserId owner, Instant now) {
      return draft.keys().values().stream()
          .filter(key -> key.owner().equals(owner) && !key.isExpired(now))
          .toList();
    }

    @Override
    public List<ApiKey> live(UserId owner, Scope scope, Instant now) {
      return live(owner, now).stream().filter(key -> key.scopes().contains(scope)).toList();
    }

    @Override
    public void insert(ApiKey key, Instant now) {
      TokenName name = key.name();
      if (name != null
          && !key.isExpired(now)
          && draft.keys().values().stream().anyMatch(other -> holds(other, key, now))) {
        throw NameTaken.token(name.value());
      }
      if (draft.ownerOf(key).isEmpty()) {
        throw broken("a key must have an owner");
      }
      if (draft.keys().putIfAbsent(key.id(), key) != null) {
        throw broken("the id of a key is unique");
      }
    }

    @Override
    public Set<KeyId> auditedAmong(Collection<KeyId> ids) {
      Set<KeyId> known = new HashSet<>(ids);
      known.retainAll(draft.audit().stream().map(AuditEntry::keyId).toList());
      return known;
    }

    @Override
    public boolean expire(ApiKey expired) {
      Instant expiredAt = expired.expiredAt();
      if (expiredAt == null) {
        throw new IllegalArgumentException("the key is not expired");
      }
      ApiKey stored = draft.keys().get(expired.id());
      if (stored == null || stored.isExpired(expiredAt)) {
        return false;
      }
      draft.keys().put(expired.id(), expired);
      return true;
    }

    @Override
    public boolean delete(KeyId id) {
      return draft.keys().remove(id) != null;
    }

    @Override
    public List<ApiKey> deleteEndedBefore(LoginType loginType, Instant end, int limit) {
      List<ApiKey> ended =
          draft.keys().values().stream()
              .filter(key -> key.loginType() == loginType && key.expiresAt().isBefore(end))
              .sorted(
                  Comparator.comparing(ApiKey::expiresAt).thenComparing(key -> key.id().value()))
              .limit(limit)
              .toList();
      ended.forEach(key -> draft.keys().remove(key.id()));
      return ended;
    }

    @Override
    public int countEndedBefore(LoginType loginType, Instant end, int most) {
      return (int)
          draft.keys().values().stream()
              .filter(key -> key.loginType() == loginType && key.expiresAt().isBefore(end))
              .limit(most)
              .count();
    }

    private static boolean holds(ApiKey other, ApiKey key, Instant now) {
      TokenName name = other.name();
      return name != null
          && name.equals(key.name())
          && other.owner().equals(key.owner())
          && !other.isExpired(now);
    }
  }

  private record Users(InMemoryState draft) implements UserRepository {

    @Override
    public Optional<User> find(UserId id) {
      return Optional.ofNullable(draft.users().get(id));
    }

    @Override
    public List<User> activeOwners() {
      return draft.users().values().stream()
          .filter(User::isActiveOwner)
          .sorted(Comparator.comparing(user -> user.id().toString()))
          .toList();
    }

    @Override
    public boolean anyExists() {
      return draft.anyUserExists();
    }

    @Override
    public void insert(User user) {
      if (draft.users().values().stream()
          .anyMatch(other -> other.username().equals(user.username()))) {
        throw NameTaken.user(user.username().value());
      }
      if (draft.users().putIfAbsent(user.id(), user) != null) {
        throw broken("the id of a user is unique");
      }
    }

    @Override
    public boolean update(User user) {
      return draft.users().computeIfPresent(user.id(), (id, stored) -> changed(stored, user))
          != null;
    }

    @Override
    public boolean delete(UserId id, Instant now) {
      User user = draft.users().remove(id);
      if (user == null) {
        return false;
      }
      draft.deletedUsers().put(id, user);
      return true;
    }

    private static User changed(User stored, User user) {
      return new User(
          stored.id(),
          stored.username(),
          user.roles(),
          user.status(),
          stored.createdAt(),
          user.updatedAt(),
          stored.lastSeen());
    }
  }

  private static StoreException broken(String rule) {
    return new StoreException("The change breaks a rule.", new IllegalStateException(rule));
  }
}
