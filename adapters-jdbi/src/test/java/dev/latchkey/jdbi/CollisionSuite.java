package dev.latchkey.jdbi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.core.audit.AuditAction;
import dev.latchkey.core.audit.AuditEntry;
import dev.latchkey.core.authority.Caller.KeyHolder;
import dev.latchkey.core.error.LatchkeyException;
import dev.latchkey.core.error.LatchkeyException.Forbidden;
import dev.latchkey.core.error.LatchkeyException.NameTaken;
import dev.latchkey.core.error.LatchkeyException.NotFound;
import dev.latchkey.core.key.ApiKey;
import dev.latchkey.core.key.KeyId;
import dev.latchkey.core.port.UsagePort.KeyUse;
import dev.latchkey.core.port.UsagePort.Sighting;
import dev.latchkey.core.testkit.Fixtures;
import dev.latchkey.core.testkit.Race;
import dev.latchkey.core.testkit.Site;
import dev.latchkey.core.usecase.NewSessionKey;
import dev.latchkey.core.user.User;
import dev.latchkey.core.user.UserId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What becomes of changes to the same thing at the same moment, through two stores. */
interface CollisionSuite {

  int ROUNDS = 100;
  int LOOPS = 10;
  int THREADS_OF_EACH = 2;
  String DONE = "done";

  /** Fresh and empty for each test, the same one throughout. Whoever makes it closes it. */
  TestDatabase database();

  @Test
  default void givenAFreeName_whenManyCreateATokenOfThatName_thenOneWinsAndTheNameIsTakenForAll() {
    try (Site one = Site.over(database().open());
        Site other = Site.over(database().open())) {
      User maria = one.member("maria");
      for (int round = 0; round < ROUNDS; round++) {
        String name = "ci-" + round;

        List<String> outcomes = atOnce(one, other, site -> outcome(() -> site.issue(maria, name)));

        assertThat(outcomes)
            .containsOnlyOnce(DONE)
            .containsOnly(DONE, NameTaken.class.getSimpleName());
        assertThat(one.audit()).hasSize(round + 1);
      }
    }
  }

  @Test
  default void givenALiveKey_whenManyExpireIt_thenAllSeeTheSameEndAndOneEntryIsWritten() {
    try (Site one = Site.over(database().open());
        Site other = Site.over(database().open())) {
      other.clock().advance(Duration.ofSeconds(1));
      User maria = one.member("maria");
      for (int round = 0; round < ROUNDS; round++) {
        KeyId id = one.issue(maria, "ci").key().id();

        List<ApiKey> expired =
            atOnce(
                one,
                other,
                site -> site.latchkey().expireKey().execute(site.as(maria), id).result());

        ApiKey stored = one.stored(id);
        assertThat(expired).extracting(ApiKey::expiredAt).containsOnly(stored.expiredAt());
        assertThat(actions(one, id)).containsExactly(AuditAction.EXPIRE, AuditAction.CREATE);
      }
    }
  }

  @Test
  default void givenALiveKey_whenItIsExpiredAndDeleted_thenItIsGoneAndTheTrailTellsWhatCameFirst() {
    try (Site one = Site.over(database().open());
        Site other = Site.over(database().open())) {
      User maria = one.member("maria");
      for (int round = 0; round < ROUNDS; round++) {
        KeyId id = one.issue(maria, "ci").key().id();

        List<String> outcomes =
            Race.between(
                List.of(
                    () -> outcome(() -> one.latchkey().expireKey().execute(one.as(maria), id)),
                    () ->
                        outcome(() -> other.latchkey().deleteKey().execute(other.as(maria), id))));

        assertThat(one.store().keys().byId(id)).isEmpty();
        assertThat(outcomes.get(1)).isEqualTo(DONE);
        if (outcomes.get(0).equals(DONE)) {
          assertThat(actions(one, id))
              .containsExactly(AuditAction.DELETE, AuditAction.EXPIRE, AuditAction.CREATE);
          assertThat(one.audit(id).get(0).oldState()).isEqualTo(one.audit(id).get(1).newState());
        } else {
          assertThat(outcomes.get(0)).isEqualTo(NotFound.class.getSimpleName());
          assertThat(actions(one, id)).containsExactly(AuditAction.DELETE, AuditAction.CREATE);
        }
      }
    }
  }

  /** The incident: the expire must get its turn among changes that never pause. */
  @Test
  default void givenAKeyThatMakesKeysInAHotLoop_whenItIsExpired_thenItIsAndTheLoopIsTurnedAway() {
    try (Site one = Site.over(database().open());
        Site other = Site.over(database().open())) {
      User maria = one.member("maria");
      for (int round = 0; round < LOOPS; round++) {
        KeyHolder looping = one.as(maria);
        CountDownLatch underWay = new CountDownLatch(3 * THREADS_OF_EACH);
        List<Callable<String>> runners = new ArrayList<>();
        for (int i = 0; i < THREADS_OF_EACH; i++) {
          runners.add(() -> createUntilRefused(one, looping, underWay));
          runners.add(() -> createUntilRefused(other, looping, underWay));
        }
        runners.add(
            () -> {
              underWay.await(10, TimeUnit.SECONDS);
              return outcome(
                  () ->
                      one.latchkey().expireKey().execute(Fixtures.operator(), looping.key().id()));
            });

        List<String> outcomes = Race.between(runners);

        assertThat(outcomes).last().isEqualTo(DONE);
        assertThat(outcomes.subList(0, outcomes.size() - 1))
            .containsOnly(Forbidden.class.getSimpleName());
      }
    }
  }

  private static String createUntilRefused(Site site, KeyHolder caller, CountDownLatch underWay) {
    String outcome = DONE;
    while (outcome.equals(DONE)) {
      outcome =
          outcome(
              () ->
                  site.latchkey()
                      .createKey()
                      .execute(caller, caller.user().id(), new NewSessionKey()));
      underWay.countDown();
    }
    return outcome;
  }

  /** Each needs what another is about to change: on a database with row locks, a deadlock. */
  @Test
  default void givenAdminsInARing_whenEachExpiresTheNextOnesKey_thenOnlyDeadCallersAreTurnedAway() {
    try (Site one = Site.over(database().open());
        Site other = Site.over(database().open())) {
      List<User> admins = IntStream.range(0, 4).mapToObj(i -> one.siteOwner("admin" + i)).toList();
      for (int round = 0; round < ROUNDS; round++) {
        // By turns two who expire each other's, and four in a ring.
        List<KeyHolder> callers =
            admins.stream().limit(round % 2 == 0 ? 2 : 4).map(one::as).toList();

        List<String> outcomes = expireNeighbours(List.of(one, other), callers);

        // Were all to succeed, each would have come before the one who ended their key.
        assertThat(outcomes).containsOnly(DONE, Forbidden.class.getSimpleName());
        assertThat(outcomes).contains(DONE, Forbidden.class.getSimpleName());
        for (int i = 0; i < callers.size(); i++) {
          boolean done = outcomes.get(i).equals(DONE);
          KeyId own = callers.get(i).key().id();
          KeyId next = callers.get((i + 1) % callers.size()).key().id();
          assertThat(one.stored(next).expiredAt() != null).isEqualTo(done);
          assertThat(one.audit(next)).hasSize(done ? 1 : 0);
          assertThat(done || one.stored(own).expiredAt() != null).isTrue();
        }
      }
    }
  }

  /** Two nodes see the same keys in use, and each stores them in an order of its own. */
  @Test
  default void givenManyUsedKeys_whenBothStoresStoreTheUsesInOppositeOrder_thenBothSucceed() {
    try (Site one = Site.over(database().open());
        Site other = Site.over(database().open())) {
      List<KeyUse> uses = new ArrayList<>();
      for (int i = 0; i < 20; i++) {
        ApiKey key = one.key(Fixtures.aToken(one.member("user" + i)).build());
        uses.add(used(key.id(), key.owner(), Fixtures.NOW));
      }
      for (int round = 1; round <= ROUNDS; round++) {
        List<KeyUse> forward = later(uses, round);
        List<KeyUse> backward = new ArrayList<>(later(uses, round));
        Collections.reverse(backward);

        List<String> outcomes =
            Race.between(
                List.of(
                    () -> outcome(() -> store(one, forward)),
                    () -> outcome(() -> store(other, backward))));

        assertThat(outcomes).containsOnly(DONE);
      }
    }
  }

  private static List<String> expireNeighbours(List<Site> sites, List<KeyHolder> callers) {
    List<Callable<String>> runners = new ArrayList<>();
    for (int i = 0; i < callers.size(); i++) {
      Site site = sites.get(i % sites.size());
      KeyHolder caller = callers.get(i);
      KeyId next = callers.get((i + 1) % callers.size()).key().id();
      runners.add(() -> outcome(() -> site.latchkey().expireKey().execute(caller, next)));
    }
    return Race.between(runners);
  }

  private static List<KeyUse> later(List<KeyUse> uses, int seconds) {
    return uses.stream()
        .map(use -> used(use.keyId(), use.owner(), Fixtures.NOW.plusSeconds(seconds)))
        .toList();
  }

  private static KeyUse used(KeyId key, UserId owner, Instant at) {
    return new KeyUse(key, owner, new Sighting(at, "192.0.2.7"), null, 1, 1);
  }

  private static void store(Site site, List<KeyUse> uses) {
    site.store().usage().store(uses, Fixtures.NOW);
  }

  private static <T> List<T> atOnce(Site one, Site other, Function<Site, T> work) {
    List<Callable<T>> runners = new ArrayList<>();
    for (int i = 0; i < THREADS_OF_EACH; i++) {
      runners.add(() -> work.apply(one));
      runners.add(() -> work.apply(other));
    }
    return Race.between(runners);
  }

  /** Any other failure than a refusal is none of the outcomes, and ends the race. */
  private static String outcome(Runnable change) {
    try {
      change.run();
      return DONE;
    } catch (LatchkeyException refusal) {
      return refusal.getClass().getSimpleName();
    }
  }

  private static List<AuditAction> actions(Site site, KeyId id) {
    return site.audit(id).stream().map(AuditEntry::action).toList();
  }
}
