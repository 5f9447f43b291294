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

import dev.latchkey.core.error.StoreException;
import dev.latchkey.core.key.ApiKey;
import dev.latchkey.core.port.UsagePort;
import dev.latchkey.core.port.UsagePort.KeyUse;
import dev.latchkey.core.port.UsagePort.Slide;
import dev.latchkey.core.user.User;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class UsageRecorderTest {

  private static final int MAX_KEYS = 100_000;

  private final User maria = member("maria");
  private final List<KeyUse> stored = new ArrayList<>();

  @Test
  void givenUsesOfTwoKeys_whenFlushed_thenTheLatestOfEachIsStoredOnce() {
    ApiKey token = aToken(maria).id("aaaaaaaaaa").build();
    ApiKey session = aSessionKey(maria).id("bbbbbbbbbb").build();
    Instant later = NOW.plus(Duration.ofHours(2));
    try (UsageRecorder recorder =
        new UsageRecorder((uses, now) -> stored.addAll(uses), () -> NOW)) {
      recorder.record(token, NOW, "192.0.2.1");
      recorder.record(token, later, "192.0.2.2");
      recorder.record(session, later, "192.0.2.3");

      recorder.flush();
      recorder.flush();

      assertThat(stored)
          .containsExactlyInAnyOrder(
              new KeyUse(token.id(), maria.id(), later, "192.0.2.2", null),
              new KeyUse(
                  session.id(),
                  maria.id(),
                  later,
                  "192.0.2.3",
                  new Slide(session.expiresAt(), later.plus(session.lifetime()))));
    }
  }

  @Test
  void givenAStoreThatFails_whenFlushed_thenTheUseIsKeptForTheNextTime() {
    UsagePort port = mock(UsagePort.class);
    ApiKey token = aToken(maria).build();
    KeyUse use = new KeyUse(token.id(), maria.id(), NOW, "192.0.2.1", null);
    doThrow(new StoreException("disk full", new IllegalStateException()))
        .doNothing()
        .when(port)
        .store(any(), any());
    try (UsageRecorder recorder = new UsageRecorder(port, () -> NOW)) {
      recorder.record(token, NOW, "192.0.2.1");

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
      recorder.record(aToken(maria).build(), NOW, "192.0.2.1");
    }

    assertThat(stored).hasSize(1);
  }

  @Test
  void givenMoreKeysThanThereIsRoomFor_whenUsed_thenKnownOnesAreStillNotedAndOthersAreNot() {
    ApiKey first = keyNumber(0);
    ApiKey oneTooMany = keyNumber(MAX_KEYS);
    try (UsageRecorder recorder =
        new UsageRecorder((uses, now) -> stored.addAll(uses), () -> NOW)) {
      for (int i = 0; i < MAX_KEYS; i++) {
        recorder.record(keyNumber(i), NOW, "192.0.2.1");
      }
      recorder.record(oneTooMany, NOW, "192.0.2.1");
      recorder.record(first, NOW.plusSeconds(1), "192.0.2.1");
      recorder.flush();

      assertThat(stored).hasSize(MAX_KEYS);
      assertThat(stored).noneMatch(use -> use.keyId().equals(oneTooMany.id()));
      assertThat(stored)
          .filteredOn(use -> use.keyId().equals(first.id()))
          .singleElement()
          .returns(NOW.plusSeconds(1), KeyUse::usedAt);

      recorder.record(oneTooMany, NOW, "192.0.2.1");
      recorder.flush();
      assertThat(stored).hasSize(MAX_KEYS + 1);
    }
  }

  @Test
  void givenThousandsOfUses_whenFlushed_thenNoTransactionHoldsMoreThanAThousand() {
    List<Integer> batches = new ArrayList<>();
    try (UsageRecorder recorder =
        new UsageRecorder((uses, now) -> batches.add(uses.size()), () -> NOW)) {
      for (int i = 0; i < 2_500; i++) {
        recorder.record(keyNumber(i), NOW, "192.0.2.1");
      }
      recorder.flush();
    }

    assertThat(batches).containsExactly(1_000, 1_000, 500);
  }

  private ApiKey keyNumber(int number) {
    return aToken(maria).id("%010d".formatted(number)).build();
  }
}
