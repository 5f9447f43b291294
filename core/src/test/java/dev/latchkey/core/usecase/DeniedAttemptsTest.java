package dev.latchkey.core.usecase;

import static dev.latchkey.core.testkit.Fixtures.NOW;
import static dev.latchkey.core.testkit.Fixtures.aRequest;
import static dev.latchkey.core.testkit.Fixtures.aToken;
import static dev.latchkey.core.testkit.Fixtures.holder;
import static dev.latchkey.core.testkit.Fixtures.member;
import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.core.audit.AuditAction;
import dev.latchkey.core.audit.AuditEntry;
import dev.latchkey.core.authority.Caller.KeyHolder;
import dev.latchkey.core.error.LatchkeyException.Unavailable;
import dev.latchkey.core.error.StoreException;
import dev.latchkey.core.key.ApiKey;
import dev.latchkey.core.port.AuditPort;
import dev.latchkey.core.port.AuditQueries.Filter;
import dev.latchkey.core.port.Transactor;
import dev.latchkey.core.port.UnitOfWork;
import dev.latchkey.core.testkit.InMemoryKeyStore;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.mockito.Mockito;

final class DeniedAttemptsTest {

  private final InMemoryKeyStore store = new InMemoryKeyStore();
  private final ApiKey key = aToken(member("maria")).build();
  private final KeyHolder otto = holder(member("otto"));
  private int floods;

  @Test
  void givenTheSameAttemptAgain_whenNoted_thenItIsStoredOnceUntilItIsForgotten() {
    try (DeniedAttempts denied = new DeniedAttempts(store)) {
      denied.note(attempt(AuditAction.EXPIRE, otto, key));
      denied.note(attempt(AuditAction.EXPIRE, otto, key));
      denied.flush();
      denied.note(attempt(AuditAction.EXPIRE, otto, key));
      denied.flush();
      assertThat(stored()).hasSize(1);

      denied.forget();
      denied.note(attempt(AuditAction.EXPIRE, otto, key));
      denied.flush();
      assertThat(stored()).hasSize(2);
    }
  }

  @Test
  void givenAnotherActionKeyOrCaller_whenNoted_thenItIsAnotherAttempt() {
    ApiKey other = aToken(member("maria")).build();
    try (DeniedAttempts denied = new DeniedAttempts(store)) {
      denied.note(attempt(AuditAction.EXPIRE, otto, key));
      denied.note(attempt(AuditAction.DELETE, otto, key));
      denied.note(attempt(AuditAction.EXPIRE, otto, other));
      denied.note(attempt(AuditAction.EXPIRE, holder(otto.user()), key));
    }

    assertThat(stored()).hasSize(4);
  }

  @Test
  void givenAFlood_whenNoted_thenAThousandAMinuteAreStoredAndThenMore() {
    try (DeniedAttempts denied = new DeniedAttempts(store)) {
      floodForAMinute(denied);
      assertThat(stored()).hasSize(DeniedAttempts.MAX_ATTEMPTS);

      denied.forget();
      floodForAMinute(denied);
      assertThat(stored()).hasSize(2 * DeniedAttempts.MAX_ATTEMPTS);
    }
  }

  @Test
  void givenAFloodOfOneActor_whenAnotherTriesSomething_thenThatIsStoredToo() {
    KeyHolder eve = holder(member("eve"));
    try (DeniedAttempts denied = new DeniedAttempts(store)) {
      for (int i = 0; i < 5 * DeniedAttempts.MAX_ATTEMPTS; i++) {
        denied.note(attempt(AuditAction.EXPIRE, otto, aToken(member("maria")).build()));
        denied.flush();
      }
      denied.note(attempt(AuditAction.EXPIRE, eve, key));
      denied.flush();

      assertThat(stored()).hasSize(DeniedAttempts.MAX_ATTEMPTS_OF_ACTOR + 1);
      assertThat(stored().get(0).actor()).isEqualTo(eve.actor());

      denied.forget();
      denied.note(attempt(AuditAction.EXPIRE, otto, key));
      denied.flush();
      assertThat(stored()).hasSize(DeniedAttempts.MAX_ATTEMPTS_OF_ACTOR + 2);
    }
  }

  @Test
  void givenAStoreThatIsAway_whenFlooded_thenAThousandWaitAndAreStoredWhenItIsBack() {
    AtomicInteger failures = new AtomicInteger(4);
    try (DeniedAttempts denied = new DeniedAttempts(awayFor(failures))) {
      AuditEntry first = attempt(AuditAction.DELETE, otto, key);
      denied.note(first);
      for (int minutes = 0; minutes < 3; minutes++) {
        flood(denied, 2_000);
        denied.flush();
        denied.forget();
      }
      assertThat(stored()).isEmpty();

      while (failures.get() > 0) {
        denied.flush();
      }
      denied.flush();

      assertThat(stored()).hasSize(DeniedAttempts.MAX_ATTEMPTS);
      assertThat(stored().get(stored().size() - 1)).isEqualTo(first);
    }
  }

  @Test
  void givenAnEntryThatNoStoreTakes_whenStored_thenTheOthersAre() {
    AuditEntry poison = attempt(AuditAction.DELETE, otto, key);
    try (DeniedAttempts denied = new DeniedAttempts(refusing(poison))) {
      flood(denied, 10);
      denied.note(poison);
      flood(denied, 10);

      denied.flush();
      denied.flush();

      assertThat(stored()).hasSize(20).doesNotContain(poison);
    }
  }

  @Test
  void givenAStoreThatBreaksWhileItCommits_whenStoredAgain_thenEachIsThereOnce() {
    AtomicInteger breaks = new AtomicInteger(1);
    try (DeniedAttempts denied = new DeniedAttempts(breakingAtCommit(breaks))) {
      denied.note(attempt(AuditAction.EXPIRE, otto, key));
      denied.note(attempt(AuditAction.DELETE, otto, key));

      denied.flush();
      denied.flush();
    }

    assertThat(stored())
        .map(AuditEntry::action)
        .containsExactly(AuditAction.DELETE, AuditAction.EXPIRE);
  }

  @Test
  void givenAStoreThatHangs_whenAnAttemptIsNoted_thenNobodyWaits() throws InterruptedException {
    CountDownLatch storing = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    Transactor hanging =
        new Transactor() {
          @Override
          public <R> R inTransaction(Function<? super UnitOfWork, ? extends R> work) {
            storing.countDown();
            awaitQuietly(goOn);
            return store.inTransaction(work);
          }
        };
    try (DeniedAttempts denied = new DeniedAttempts(hanging)) {
      denied.note(attempt(AuditAction.EXPIRE, otto, key));
      // By itself, within about a second.
      assertThat(storing.await(30, TimeUnit.SECONDS)).isTrue();

      denied.note(attempt(AuditAction.DELETE, otto, key));
      goOn.countDown();
    }

    assertThat(stored())
        .map(AuditEntry::action)
        .containsExactly(AuditAction.DELETE, AuditAction.EXPIRE);
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
  }

  private void floodForAMinute(DeniedAttempts denied) {
    for (int second = 0; second < 60; second++) {
      flood(denied, 100);
      denied.flush();
    }
  }

  private void flood(DeniedAttempts denied, int count) {
    for (int i = 0; i < count; i++) {
      KeyHolder another = holder(member("member" + floods++));
      denied.note(attempt(AuditAction.EXPIRE, another, aToken(member("maria")).build()));
    }
  }

  private Transactor awayFor(AtomicInteger failures) {
    return new Transactor() {
      @Override
      public <R> R inTransaction(Function<? super UnitOfWork, ? extends R> work) {
        if (failures.getAndDecrement() > 0) {
          throw new Unavailable("The database is away.", new IllegalStateException());
        }
        return store.inTransaction(work);
      }
    };
  }

  private Transactor breakingAtCommit(AtomicInteger breaks) {
    return new Transactor() {
      @Override
      public <R> R inTransaction(Function<? super UnitOfWork, ? extends R> work) {
        R result = store.inTransaction(work);
        if (breaks.getAndDecrement() > 0) {
          throw new Unavailable("The connection broke.", new IllegalStateException());
        }
        return result;
      }
    };
  }

  private Transactor refusing(AuditEntry poison) {
    return new Transactor() {
      @Override
      public <R> R inTransaction(Function<? super UnitOfWork, ? extends R> work) {
        return store.inTransaction(
            unitOfWork -> {
              AuditPort refusing =
                  entry -> {
                    if (entry.equals(poison)) {
                      throw new StoreException("no", new IllegalStateException());
                    }
                    unitOfWork.audit().append(entry);
                  };
              UnitOfWork narrow = Mockito.mock(UnitOfWork.class);
              Mockito.when(narrow.audit()).thenReturn(refusing);
              return work.apply(narrow);
            });
      }
    };
  }

  private static AuditEntry attempt(AuditAction action, KeyHolder caller, ApiKey key) {
    return AuditEntry.keyDenied(action, key, caller.actor(), aRequest(), NOW, "no right");
  }

  private List<AuditEntry> stored() {
    return store.audit().search(Filter.ALL, 0, 10_000).entries();
  }
}
