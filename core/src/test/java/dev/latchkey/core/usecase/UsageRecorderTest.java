package dev.latchkey.core.usecase;

import static dev.latchkey.core.testkit.Fixtures.NOW;
import static dev.latchkey.core.testkit.Fixtures.aSessionKey;
import static dev.latchkey.core.testkit.Fixtures.aToken;
import static dev.latchkey.core.testkit.Fixtures.member;
import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.doThrow;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.times;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.verifyNoInteractions;
import static org.mockito.Mockito.verifyNoMoreInteractions;

import dev.latchkey.core.error.LatchkeyException.Unavailable;
import dev.latchkey.core.error.StoreException;
import dev.latchkey.core.key.ApiKey;
import dev.latchkey.core.port.UsagePort;
import dev.latchkey.core.port.UsagePort.KeyUse;
import dev.latchkey.core.port.UsagePort.Sighting;
import dev.latchkey.core.port.UsagePort.Slide;
import dev.latchkey.core.testkit.Race;
import dev.latchkey.core.user.User;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import org.junit.jupiter.api.Test;

final class UsageRecorderTest {

  private static final int MAX_KEYS = UsageRecorder.MAX_KEYS;

  private final User maria = member("maria");
  private final List<KeyUse> stored = new ArrayList<>();

  @Test
  void givenUsesOfTwoKeys_whenFlushed_thenTheLatestOfEachIsStoredOnce() {
    ApiKey token = aToken(maria).id("aaaaaaaaaa").build();
    ApiKey session = aSessionKey(maria).id("bbbbbbbbbb").build();
    Instant later = NOW.plus(Duration.ofHours(2));
    try (UsageRecorder recorder =
        new UsageRecorder((uses, now) -> stored.addAll(uses), () -> NOW)) {
      recorder.accepted(token, NOW, "192.0.2.1");
      recorder.accepted(token, later, "192.0.2.2");
      recorder.accepted(session, later, "192.0.2.3");

      recorder.flush();
      recorder.flush();

      assertThat(stored)
          .containsExactlyInAnyOrder(
              new KeyUse(token.id(), maria.id(), new Sighting(later, "192.0.2.2"), null, 2, 0),
              new KeyUse(
                  session.id(),
                  maria.id(),
                  new Sighting(later, "192.0.2.3"),
                  new Slide(session.expiresAt(), later.plus(session.lifetime())),
                  1,
                  0));
    }
  }

  @Test
  void givenAStoreThatFails_whenFlushed_thenTheUseIsKeptForTheNextTime() {
    UsagePort port = mock(UsagePort.class);
    ApiKey token = aToken(maria).build();
    KeyUse use = new KeyUse(token.id(), maria.id(), new Sighting(NOW, "192.0.2.1"), null, 1, 0);
    doThrow(new StoreException("disk full", new IllegalStateException()))
        .doNothing()
        .when(port)
        .store(any(), any());
    try (UsageRecorder recorder = new UsageRecorder(port, () -> NOW)) {
      recorder.accepted(token, NOW, "192.0.2.1");

      recorder.flush();
      recorder.flush();
      recorder.flush();
    }

    verify(port, times(2)).store(List.of(use), NOW);
    verifyNoMoreInteractions(port);
  }

  @Test
  void givenNoUse_whenFlushedOrClosed_thenTheStoreIsLeftAlone() {
    UsagePort port = mock(UsagePort.class);

    try (UsageRecorder recorder = new UsageRecorder(port, () -> NOW)) {
      recorder.flush();
    }

    verifyNoInteractions(port);
  }

  @Test
  void givenAUseThatWasNotStored_whenClosed_thenItIsStored() {
    try (UsageRecorder recorder =
        new UsageRecorder((uses, now) -> stored.addAll(uses), () -> NOW)) {
      recorder.accepted(aToken(maria).build(), NOW, "192.0.2.1");
    }

    assertThat(stored).hasSize(1);
  }

  @Test
  void givenMoreKeysThanThereIsRoomForAndASlowStore_whenUsed_thenTheMemoryIsBounded() {
    CountDownLatch storing = new CountDownLatch(1);
    CountDownLatch slow = new CountDownLatch(1);
    UsagePort port =
        (uses, now) -> {
          storing.countDown();
          awaitUninterrupted(slow);
          stored.addAll(uses);
        };
    ApiKey late = keyNumber(2 * MAX_KEYS);
    try (UsageRecorder recorder = new UsageRecorder(port, () -> NOW)) {
      useKeys(recorder, 0, MAX_KEYS / 2 + 1);
      awaitUninterrupted(storing);
      useKeys(recorder, MAX_KEYS / 2 + 1, 2 * MAX_KEYS);
      slow.countDown();
      recorder.flush();

      assertThat(stored).hasSizeBetween(MAX_KEYS, MAX_KEYS + UsageBatch.MOST);
      recorder.accepted(late, NOW, "192.0.2.1");
      recorder.flush();
      assertThat(stored).extracting(KeyUse::keyId).contains(late.id());
    }
  }

  @Test
  void givenMoreKeysThanThereIsRoomFor_whenTheStoreKeepsUp_thenEveryUseIsStored() {
    try (UsageRecorder recorder =
        new UsageRecorder((uses, now) -> stored.addAll(uses), () -> NOW)) {
      for (int from = 0; from < 2 * MAX_KEYS; from += MAX_KEYS / 4) {
        useKeys(recorder, from, from + MAX_KEYS / 4);
        recorder.flush();
      }
    }

    assertThat(stored).hasSize(2 * MAX_KEYS);
  }

  private void useKeys(UsageRecorder recorder, int from, int to) {
    for (int i = from; i < to; i++) {
      recorder.accepted(keyNumber(i), NOW, "192.0.2.1");
    }
  }

  private static void awaitUninterrupted(CountDownLatch latch) {
    try {
      assertThat(latch.await(1, TimeUnit.MINUTES)).isTrue();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void givenOneUseThatTheStoreDoesNotTake_whenFlushed_thenAllOthersAreStoredOnce() {
    ApiKey odd = keyNumber(777);
    UsagePort port =
        (uses, now) -> {
          if (uses.stream().anyMatch(use -> use.keyId().equals(odd.id()))) {
            throw new StoreException("odd", new IllegalStateException());
          }
          stored.addAll(uses);
        };
    try (UsageRecorder recorder = new UsageRecorder(port, () -> NOW)) {
      useKeys(recorder, 0, 2_500);
      recorder.flush();

      assertThat(stored).hasSize(2_499).extracting(KeyUse::keyId).doesNotHaveDuplicates();
    }
  }

  @Test
  void givenAStoreThatIsGoneAmidstHalves_whenFlushedAgain_thenNothingIsLostOrCountedTwice() {
    AtomicInteger calls = new AtomicInteger();
    UsagePort port =
        (uses, now) -> {
          switch (calls.incrementAndGet()) {
            case 1 -> throw new StoreException("odd", new IllegalStateException());
            case 3 -> throw new Unavailable("gone", new IllegalStateException());
            default -> stored.addAll(uses);
          }
        };
    try (UsageRecorder recorder = new UsageRecorder(port, () -> NOW)) {
      useKeys(recorder, 0, 100);
      recorder.flush();
      assertThat(stored).hasSize(50);
      recorder.flush();
    }

    assertThat(stored).hasSize(100).extracting(KeyUse::keyId).doesNotHaveDuplicates();
  }

  @Test
  void givenThousandsOfUses_whenFlushed_thenNoTransactionHoldsMoreThanAThousand() {
    List<Integer> batches = new ArrayList<>();
    try (UsageRecorder recorder =
        new UsageRecorder((uses, now) -> batches.add(uses.size()), () -> NOW)) {
      for (int i = 0; i < 2_500; i++) {
        recorder.accepted(keyNumber(i), NOW, "192.0.2.1");
      }
      recorder.flush();
    }

    assertThat(batches).containsExactly(1_000, 1_000, 500);
  }

  @Test
  void givenADeadKey_whenTriedAgainAndAgain_thenItsRefusalsAreStoredAndAreNoUse() {
    ApiKey token = aToken(maria).build();
    try (UsageRecorder recorder =
        new UsageRecorder((uses, now) -> stored.addAll(uses), () -> NOW)) {
      recorder.refused(token);
      recorder.refused(token);
      recorder.flush();
    }

    assertThat(stored).containsExactly(new KeyUse(token.id(), maria.id(), null, null, 0, 2));
  }

  @Test
  void givenAStoreThatFailsInTheSecondBatch_whenFlushedAgain_thenNoRequestIsLostOrCountedTwice() {
    AtomicInteger calls = new AtomicInteger();
    UsagePort port =
        (uses, now) -> {
          if (calls.incrementAndGet() == 2) {
            throw new StoreException("disk full", new IllegalStateException());
          }
          stored.addAll(uses);
        };
    try (UsageRecorder recorder = new UsageRecorder(port, () -> NOW)) {
      for (int i = 0; i < 2_500; i++) {
        recorder.accepted(keyNumber(i), NOW, "192.0.2.1");
      }
      recorder.flush();
      recorder.accepted(keyNumber(0), NOW, "192.0.2.1");
      recorder.flush();
    }

    assertThat(stored.stream().mapToLong(KeyUse::requests).sum()).isEqualTo(2_501);
    assertThat(stored.stream().map(KeyUse::keyId).distinct()).hasSize(2_500);
  }

  @Test
  void givenManyThreads_whenTheyUseKeysWhileTheUsesAreStored_thenEveryRequestIsCountedOnce() {
    LongAdder requests = new LongAdder();
    LongAdder refused = new LongAdder();
    UsagePort port =
        (uses, now) ->
            uses.forEach(
                use -> {
                  requests.add(use.requests());
                  refused.add(use.refused());
                });
    try (UsageRecorder recorder = new UsageRecorder(port, () -> NOW)) {
      ApiKey hot = keyNumber(0);
      Callable<Integer> using =
          () -> {
            for (int i = 0; i < 20_000; i++) {
              recorder.accepted(i % 2 == 0 ? hot : keyNumber(i % 100), NOW, "192.0.2.1");
              recorder.refused(hot);
            }
            return 0;
          };
      Callable<Integer> storing =
          () -> {
            for (int i = 0; i < 200; i++) {
              recorder.flush();
            }
            return 0;
          };
      Race.between(List.of(using, using, storing, using));
      recorder.flush();
    }

    assertThat(requests.sum()).isEqualTo(60_000);
    assertThat(refused.sum()).isEqualTo(60_000);
  }

  private ApiKey keyNumber(int number) {
    return aToken(maria).id(String.format(Locale.ROOT, "%010d", number)).build();
  }
}
