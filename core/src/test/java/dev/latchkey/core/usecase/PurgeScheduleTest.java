package dev.latchkey.core.usecase;

import static dev.latchkey.core.testkit.Fixtures.NOW;
import static dev.latchkey.core.testkit.Fixtures.aToken;
import static dev.latchkey.core.testkit.Fixtures.member;
import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import dev.latchkey.core.error.LatchkeyException.Unavailable;
import dev.latchkey.core.port.AuditQueries.Filter;
import dev.latchkey.core.port.Transactor;
import dev.latchkey.core.testkit.InMemoryKeyStore;
import dev.latchkey.core.user.User;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class PurgeScheduleTest {

  private static final int TIME_LIMIT_SECONDS = 60;

  private final InMemoryKeyStore store = new InMemoryKeyStore();
  private final User maria = member("maria");

  @Test
  void givenMoreThanABatch_whenItHasRun_thenItRestsForAMomentAndThenForAnHour() {
    store(PurgeKeys.BATCH + 1);
    PurgeKeys purgeKeys = purgeKeys(() -> NOW);

    assertThat(PurgeSchedule.purgeBatch(purgeKeys)).isEqualTo(PurgeSchedule.PAUSE);
    assertThat(PurgeSchedule.purgeBatch(purgeKeys)).isEqualTo(PurgeSchedule.INTERVAL);
    assertThat(PurgeSchedule.purgeBatch(purgeKeys)).isEqualTo(PurgeSchedule.INTERVAL);
  }

  @Test
  void givenAStoreThatFails_whenItHasRun_thenItTriesAgainInAnHour() {
    Transactor failing = mock(Transactor.class);
    when(failing.inTransaction(any()))
        .thenThrow(new Unavailable("gone", new IllegalStateException()))
        .thenThrow(new StackOverflowError());
    PurgeKeys purgeKeys = new PurgeKeys(failing, Retention.DEFAULT, () -> NOW);

    assertThat(PurgeSchedule.purgeBatch(purgeKeys)).isEqualTo(PurgeSchedule.INTERVAL);
    assertThat(PurgeSchedule.purgeBatch(purgeKeys)).isEqualTo(PurgeSchedule.INTERVAL);
  }

  @Test
  void givenABacklog_whenStarted_thenItIsWorkedOffByItself() throws InterruptedException {
    store(2 * PurgeKeys.BATCH);
    CountDownLatch batches = new CountDownLatch(3);
    PurgeKeys purgeKeys =
        purgeKeys(
            () -> {
              batches.countDown();
              return NOW;
            });

    PurgeSchedule schedule =
        new PurgeSchedule(purgeKeys, Duration.ZERO, PurgeSchedule.newExecutor());
    try {
      assertThat(batches.await(TIME_LIMIT_SECONDS, TimeUnit.SECONDS)).isTrue();
    } finally {
      schedule.close();
    }

    assertThat(store.audit().search(Filter.ALL, 0, 1).count()).isEqualTo(2L * PurgeKeys.BATCH);
  }

  @Test
  void givenNodesThatStartTogether_whenTheyFirstLook_thenThatIsMinutesAwayAndNotAtOnce() {
    List<Duration> rests =
        IntStream.range(0, 20).mapToObj(i -> PurgeSchedule.firstRest(new Random(i))).toList();

    assertThat(rests)
        .doesNotHaveDuplicates()
        .allSatisfy(
            rest -> assertThat(rest).isBetween(Duration.ofMinutes(1), Duration.ofMinutes(10)));
  }

  @Test
  void givenNoRetention_whenStarted_thenNothingIsScheduled() {
    ScheduledThreadPoolExecutor executor = PurgeSchedule.newExecutor();
    PurgeKeys off = new PurgeKeys(store, Retention.FOREVER, () -> NOW);

    PurgeSchedule schedule = new PurgeSchedule(off, Duration.ofMinutes(1), executor);
    try {
      assertThat(executor.getQueue()).isEmpty();
      assertThat(executor.getPoolSize()).isZero();
    } finally {
      schedule.close();
    }
  }

  @Test
  void givenALookThatIsDueLater_whenClosed_thenItIsNotWaitedFor() {
    ScheduledThreadPoolExecutor executor = PurgeSchedule.newExecutor();
    PurgeSchedule schedule =
        new PurgeSchedule(purgeKeys(() -> NOW), Duration.ofMinutes(1), executor);
    assertThat(executor.getQueue()).hasSize(1);

    schedule.close();

    assertThat(executor.isTerminated()).isTrue();
  }

  private PurgeKeys purgeKeys(InstantSource clock) {
    return new PurgeKeys(store, Retention.DEFAULT, clock);
  }

  private void store(int deadKeys) {
    store.inTransaction(
        unitOfWork -> {
          unitOfWork.users().insert(maria);
          for (int i = 0; i < deadKeys; i++) {
            unitOfWork
                .keys()
                .insert(aToken(maria).endingAt(NOW.minus(Duration.ofDays(91))).build(), NOW);
          }
          return deadKeys;
        });
  }
}
