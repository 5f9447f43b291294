package dev.latchkey.core.usecase;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.verifyNoInteractions;

import dev.latchkey.core.port.KeyDirectory;
import dev.latchkey.core.port.UsagePort;
import dev.latchkey.core.testkit.Fixtures;
import dev.latchkey.core.testkit.SettableClock;
import org.junit.jupiter.api.Test;

final class VerifyKeyTest {

  @Test
  void givenWhatCannotBeAToken_whenVerified_thenTheDatabaseIsNotAsked() {
    KeyDirectory directory = mock(KeyDirectory.class);
    SettableClock clock = SettableClock.at(Fixtures.NOW);
    try (UsageRecorder usage = new UsageRecorder(mock(UsagePort.class), clock)) {
      VerifyKey verifyKey = new VerifyKey(directory, usage, clock);

      for (String text : new String[] {"", "-", "abc", "x".repeat(10_000), "\0-\0"}) {
        assertThat(verifyKey.execute(text).isValid()).isFalse();
      }
    }
    verifyNoInteractions(directory);
  }
}
