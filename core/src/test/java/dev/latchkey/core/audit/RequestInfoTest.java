package dev.latchkey.core.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import org.junit.jupiter.api.Test;

final class RequestInfoTest {

  @Test
  void givenAnOverlongUserAgent_whenKept_thenItIsCut() {
    assertThat(userAgent("a".repeat(256))).hasSize(256);
    assertThat(userAgent("a".repeat(10_000))).hasSize(256);
  }

  @Test
  void givenACutWithinACharacter_whenKept_thenTheCharacterIsLeftOutWhole() {
    assertThat(userAgent("a".repeat(255) + "🔑")).isEqualTo("a".repeat(255));
  }

  private static String userAgent(String text) {
    return new RequestInfo(UUID.randomUUID(), "", text).userAgent();
  }
}
