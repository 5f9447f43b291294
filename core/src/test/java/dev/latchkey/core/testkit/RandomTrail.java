package dev.latchkey.core.testkit;

import static dev.latchkey.core.testkit.Fixtures.NOW;
import static dev.latchkey.core.testkit.Fixtures.aToken;

import dev.latchkey.core.audit.Actor;
import dev.latchkey.core.audit.Actor.LocalOperator;
import dev.latchkey.core.audit.Actor.SystemActor;
import dev.latchkey.core.audit.Actor.UserActor;
import dev.latchkey.core.audit.AuditAction;
import dev.latchkey.core.audit.AuditEntry;
import dev.latchkey.core.audit.RequestInfo;
import dev.latchkey.core.audit.ResourceType;
import dev.latchkey.core.key.ApiKey;
import dev.latchkey.core.key.KeyId;
import dev.latchkey.core.port.AuditQueries.Filter;
import dev.latchkey.core.user.User;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;

/** Audit entries and searches for them, of few different values, so that many of them meet. */
final class RandomTrail {

  private static final List<String> NAMES = List.of("maria", "OTTO", "Maria", "otto", "x-1");

  private final Random random;
  private final List<User> users;
  private final List<ApiKey> keys;
  private final List<UUID> requests = List.of(new UUID(0, 1), new UUID(0, 2), new UUID(0, 3));
  private final List<UUID> ids = new ArrayList<>(List.of(Filter.FIRST, new UUID(0, 4)));

  RandomTrail(Random random) {
    this.random = random;
    users = NAMES.stream().map(Fixtures::member).toList();
    keys = users.stream().map(user -> aToken(user).named(any(NAMES)).build()).toList();
  }

  int upTo(int number) {
    return random.nextInt(number + 1);
  }

  List<AuditEntry> entries(int count) {
    List<AuditEntry> entries = random.ints(count).mapToObj(unused -> entry()).toList();
    entries.forEach(entry -> ids.add(entry.id()));
    return entries;
  }

  private AuditEntry entry() {
    RequestInfo request = new RequestInfo(any(requests), "", "");
    ApiKey key = any(keys);
    User user = any(users);
    return switch (upTo(6)) {
      case 0 -> AuditEntry.userCreated(user, actor(), request, time());
      case 1 -> AuditEntry.userChanged(user, user, actor(), request, time());
      case 2 -> AuditEntry.keyCreated(key, actor(), request, time());
      case 3 -> AuditEntry.keyExpired(key, key, actor(), request, time());
      case 4 -> AuditEntry.keyDeleted(key, actor(), request, time());
      case 5 -> AuditEntry.keyPurged(key, actor(), request, time()).because("retention");
      default -> AuditEntry.keyDenied(any(actions()), key, actor(), request, time(), "no right");
    };
  }

  private Actor actor() {
    User user = any(users);
    return switch (upTo(2)) {
      case 0 -> new LocalOperator(any(NAMES));
      case 1 -> new SystemActor(any(NAMES));
      default -> UserActor.byKey(user.id(), user.username(), new KeyId("0123456789"));
    };
  }

  private Instant time() {
    return NOW.plusNanos(upTo(9) * 1_000L);
  }

  Filter filter() {
    Filter.Builder filter = Filter.builder();
    for (int conditions = upTo(3); conditions >= 0; conditions--) {
      narrow(filter);
    }
    return filter.build();
  }

  private void narrow(Filter.Builder filter) {
    switch (upTo(11)) {
      case 0 -> filter.requestId(any(requests));
      case 1 -> filter.keyId(any(keys).id());
      case 2 -> filter.userId(any(users).id());
      case 3 -> filter.target(any(NAMES));
      case 4 -> filter.resourceType(any(List.of(ResourceType.values())));
      case 5 -> filter.actor(any(NAMES));
      case 6 -> filter.username(any(NAMES));
      case 7 -> filter.user(any(users));
      case 8 -> filter.action(any(actions()));
      case 9 -> filter.from(time());
      case 10 -> filter.storedAfter(any(ids));
      default -> filter.until(time());
    }
  }

  private static List<AuditAction> actions() {
    return List.of(AuditAction.values());
  }

  private <T> T any(List<T> list) {
    return list.get(random.nextInt(list.size()));
  }
}
