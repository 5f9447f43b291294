package dev.latchkey.core.testkit;

import static dev.latchkey.core.testkit.Fixtures.NOW;
import static dev.latchkey.core.testkit.Fixtures.aSessionKey;
import static dev.latchkey.core.testkit.Fixtures.aToken;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.latchkey.core.audit.Actor.SystemActor;
import dev.latchkey.core.audit.AuditAction;
import dev.latchkey.core.audit.AuditEntry;
import dev.latchkey.core.audit.KeyState;
import dev.latchkey.core.authority.Caller;
import dev.latchkey.core.error.LatchkeyException.NotFound;
import dev.latchkey.core.error.StoreException;
import dev.latchkey.core.key.ApiKey;
import dev.latchkey.core.key.KeyId;
import dev.latchkey.core.port.AuditQueries.Filter;
import dev.latchkey.core.port.Job;
import dev.latchkey.core.port.UnitOfWork;
import dev.latchkey.core.usecase.IssuedKey;
import dev.latchkey.core.usecase.PurgeBatch;
import dev.latchkey.core.usecase.PurgeBatch.Ending;
import dev.latchkey.core.usecase.PurgeKeys;
import dev.latchkey.core.usecase.Retention;
import dev.latchkey.core.user.User;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What {@link PurgeKeys} does over every store. */
public interface PurgeKeysContract extends StoreContract {

  /** Keys that ended before this are to go. */
  Instant LIMIT = NOW.minus(Retention.DEFAULT.duration());

  /** The smallest step of time that a store keeps. */
  Duration A_MICROSECOND = Duration.ofNanos(1000);

  @Test
  default void givenKeysAroundTheLimit_whenPurged_thenThoseStrictlyBeforeItAreGone() {
    try (Site site = Site.over(store())) {
      User maria = site.member("maria");
      ApiKey token = site.key(aToken(maria).endingAt(LIMIT.minus(A_MICROSECOND)).build());
      ApiKey session = site.key(aSessionKey(maria).endingAt(LIMIT.minus(A_MICROSECOND)).build());
      ApiKey expired = site.key(aToken(maria).expiredAt(LIMIT.minus(A_MICROSECOND)).build());
      ApiKey atTheLimit = site.key(aToken(maria).endingAt(LIMIT).build());
      ApiKey expiredAtTheLimit = site.key(aSessionKey(maria).expiredAt(LIMIT).build());
      ApiKey live = site.key(aToken(maria).build());

      assertThat(purgeKeys(site, Retention.DEFAULT).countDue()).isEqualTo(3);
      assertThat(purge(site)).isEqualTo(3);

      assertThat(List.of(token, session, expired)).noneMatch(key -> isStored(site, key));
      assertThat(List.of(atTheLimit, expiredAtTheLimit, live))
          .allSatisfy(key -> assertThat(site.stored(key.id())).isEqualTo(key));
      assertThat(site.audit())
          .extracting(AuditEntry::keyId)
          .containsExactlyInAnyOrder(token.id(), session.id(), expired.id());
    }
  }

  @Test
  default void givenTheShortestRetention_whenPurged_thenLiveKeysAreLeftAlone() {
    try (Site site = Site.over(store())) {
      User maria = site.member("maria");
      ApiKey token = site.key(aToken(maria).endingAt(NOW).build());
      ApiKey session = site.key(aSessionKey(maria).endingAt(NOW.plusSeconds(1)).build());

      assertThat(batch(site, new Retention(Duration.ofSeconds(1))).purged()).isZero();

      assertThat(List.of(token, session)).allMatch(key -> isStored(site, key));
      assertThat(site.audit()).isEmpty();
    }
  }

  @Test
  default void givenAnEndedToken_whenPurged_thenItsEntryNamesEverythingAndItsTrailStays() {
    try (Site site = Site.over(store())) {
      User maria = site.member("maria");
      IssuedKey issued = site.issue(maria, "ci");
      ApiKey expired =
          site.latchkey().expireKey().execute(Fixtures.operator(), issued.key().id()).result();
      site.clock().advance(Duration.ofDays(91));
      Caller.Trusted caller = Caller.system("purge");

      new PurgeKeys(site.store().transactor(), Retention.DEFAULT, site.clock()).execute(caller);

      List<AuditEntry> trail = site.audit(expired.id());
      assertThat(trail)
          .extracting(AuditEntry::action)
          .containsExactly(AuditAction.PURGE, AuditAction.EXPIRE, AuditAction.CREATE);
      AuditEntry entry = trail.get(0);
      assertThat(entry.reason()).isEqualTo("retention: ended more than 90 days ago");
      assertThat(entry.actor()).isEqualTo(new SystemActor("purge"));
      assertThat(entry.request()).isEqualTo(caller.request());
      assertThat(entry.time()).isEqualTo(site.clock().instant());
      assertThat(entry.userId()).isEqualTo(maria.id());
      assertThat(entry.target()).isEqualTo("ci");
      assertThat(entry.oldState()).isEqualTo(KeyState.of(expired));
      assertThat(entry.newState()).isNull();
    }
  }

  @Test
  default void givenATokenThatEndedByItself_whenPurged_thenItsNameIsFree() {
    try (Site site = Site.over(store())) {
      User maria = site.member("maria");
      site.issue(maria, "ci");
      site.clock().advance(Duration.ofDays(98));
      assertThat(purge(site)).isEqualTo(1);

      IssuedKey again = site.issue(maria, "ci");

      assertThat(site.accepts(again)).isTrue();
    }
  }

  @Test
  default void givenMoreThanABatch_whenPurged_thenThoseThatEndedFirstGoFirst() {
    try (Site site = Site.over(store())) {
      User maria = site.member("maria");
      List<ApiKey> dead = manyDead(maria, PurgeKeys.BATCH + 5);
      Given.keys(site.store(), dead.toArray(ApiKey[]::new));
      site.key(aSessionKey(maria).endingAt(LIMIT.minusSeconds(1)).build());

      assertThat(purgeKeys(site, Retention.DEFAULT).countDue()).isEqualTo(dead.size() + 1);
      assertThat(batch(site)).isEqualTo(new PurgeBatch(PurgeKeys.BATCH, Ending.FULL));

      assertThat(dead.stream().filter(key -> isStored(site, key)).toList())
          .isEqualTo(dead.subList(PurgeKeys.BATCH, dead.size()));
      assertThat(batch(site)).isEqualTo(new PurgeBatch(6, Ending.DONE));
      assertThat(batch(site)).isEqualTo(new PurgeBatch(0, Ending.DONE));
      assertThat(purgeKeys(site, Retention.DEFAULT).countDue()).isZero();
      assertThat(site.store().audit().search(Filter.ALL, 0, 1).count()).isEqualTo(dead.size() + 1);
    }
  }

  @Test
  default void givenNoRetention_whenPurged_thenEverythingIsKept() {
    try (Site site = Site.over(store())) {
      ApiKey key = site.key(aToken(site.member("maria")).endingAt(Instant.EPOCH).build());

      assertThat(batch(site, Retention.FOREVER)).isEqualTo(new PurgeBatch(0, Ending.OFF));
      assertThat(purgeKeys(site, Retention.FOREVER).countDue()).isZero();

      assertThat(isStored(site, key)).isTrue();
      assertThat(site.audit()).isEmpty();
    }
  }

  @Test
  default void givenAFailingAuditTrail_whenPurged_thenNothingIsGone() {
    AuditFailing store = new AuditFailing(store());
    try (Site site = Site.over(store)) {
      List<ApiKey> dead = manyDead(site.member("maria"), 3);
      Given.keys(store, dead.toArray(ApiKey[]::new));
      store.startFailing();

      assertThatThrownBy(() -> purge(site)).isInstanceOf(StoreException.class);

      assertThat(dead).allMatch(key -> isStored(site, key));
      assertThat(site.audit()).isEmpty();
    }
  }

  @Test
  default void givenDeadKeys_whenManyPurgeAtOnce_thenEachIsPurgedOnce() {
    try (Site site = Site.over(store())) {
      User maria = site.member("maria");
      for (int round = 0; round < 10; round++) {
        List<ApiKey> dead = manyDead(maria, 20);
        Given.keys(site.store(), dead.toArray(ApiKey[]::new));

        List<Integer> purged = Race.of(4, () -> purge(site));

        assertThat(purged.stream().mapToInt(count -> count).sum()).isEqualTo(dead.size());
        assertThat(dead).allSatisfy(key -> assertThat(site.audit(key.id())).hasSize(1));
      }
    }
  }

  @Test
  default void givenDeadKeys_whenPurgedWhileOthersCreateExpireAndDelete_thenNobodyIsDisturbed() {
    try (Site site = Site.over(store())) {
      User maria = site.member("maria");
      List<ApiKey> dead = manyDead(maria, 60);
      Given.keys(site.store(), dead.toArray(ApiKey[]::new));
      assertThat(
              Race.between(
                  List.of(
                      () -> purge(site) >= 0,
                      () -> createsAndExpires(site, maria),
                      () -> deletes(site, dead))))
          .containsOnly(true);
      purge(site);

      assertThat(dead).noneMatch(key -> isStored(site, key));
      assertThat(dead).allSatisfy(key -> assertThat(site.audit(key.id())).hasSize(1));
    }
  }

  @Test
  default void givenOneJob_whenManyTryForIt_thenOneAtATimeHasIt() {
    try (Site site = Site.over(store())) {
      AtomicInteger atIt = new AtomicInteger();
      Callable<Boolean> worker =
          () -> {
            boolean alone = true;
            for (int round = 0; round < 20; round++) {
              alone &= site.store().transactor().inTransaction(work -> isAlone(work, atIt));
            }
            return alone;
          };

      assertThat(Race.of(4, worker)).containsOnly(true);
      assertThat(site.store().transactor().<Boolean>inTransaction(work -> work.tryLock(Job.PURGE)))
          .isTrue();
    }
  }

  private static boolean createsAndExpires(Site site, User owner) {
    for (int round = 0; round < 20; round++) {
      IssuedKey issued = site.issue(owner, "ci");
      site.latchkey().expireKey().execute(Fixtures.operator(), issued.key().id());
      if (site.accepts(issued) || !isStored(site, issued.key())) {
        return false;
      }
    }
    return true;
  }

  /** One after the other: those that are gone are gone by the purge. */
  private static boolean deletes(Site site, List<ApiKey> dead) {
    for (ApiKey key : dead) {
      try {
        site.latchkey().deleteKey().execute(Fixtures.operator(), key.id());
      } catch (NotFound purged) {
        assertThat(site.audit(key.id()).get(0).action()).isEqualTo(AuditAction.PURGE);
      }
    }
    return true;
  }

  private static boolean isAlone(UnitOfWork unitOfWork, AtomicInteger atIt) {
    if (!unitOfWork.tryLock(Job.PURGE)) {
      return true;
    }
    boolean alone = atIt.incrementAndGet() == 1;
    unitOfWork.keys().find(new KeyId("0123456789"));
    atIt.decrementAndGet();
    return alone;
  }

  private static int purge(Site site) {
    return batch(site).purged();
  }

  private static PurgeBatch batch(Site site) {
    return batch(site, Retention.DEFAULT);
  }

  private static PurgeBatch batch(Site site, Retention retention) {
    return purgeKeys(site, retention).execute(Caller.system("purge"));
  }

  private static PurgeKeys purgeKeys(Site site, Retention retention) {
    return new PurgeKeys(site.store().transactor(), retention, site.clock());
  }

  private static boolean isStored(Site site, ApiKey key) {
    return site.store().keys().byId(key.id()).isPresent();
  }

  /** Each ended a second after the one before it. */
  private static List<ApiKey> manyDead(User owner, int count) {
    Instant first = LIMIT.minus(Duration.ofDays(1));
    return IntStream.range(0, count)
        .mapToObj(i -> aToken(owner).endingAt(first.plusSeconds(i)).build())
        .toList();
  }
}
