package dev.latchkey.jdbi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.jdbi.NodeTable.Row;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;

final class NodeTableTest {

  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

  @Test
  void givenANodeThatKnowsEveryChange_whenItWasSeenAMomentAgo_thenItIsCurrent() {
    assertThat(row(5, Duration.ofSeconds(80)).toNode(NOW).isCurrent()).isTrue();
  }

  @Test
  void givenANodeThatKnowsEveryChange_whenItWasSilentForLong_thenItIsNotCurrent() {
    assertThat(row(5, Duration.ofSeconds(100)).toNode(NOW).isCurrent()).isFalse();
  }

  @Test
  void givenANodeThatLacksAChange_whenItWasSeenAMomentAgo_thenItIsNotCurrent() {
    assertThat(row(4, Duration.ZERO).toNode(NOW).isCurrent()).isFalse();
  }

  private static Row row(long acknowledged, Duration silence) {
    return new Row(
        UUID.fromString("6fc9a5ae-2b5c-4f3e-9d7b-5d1f4f0f9a01"),
        "host:1",
        NOW.minusSeconds(3_600),
        NOW.minus(silence),
        Duration.ofSeconds(1),
        7,
        acknowledged,
        5);
  }
}
