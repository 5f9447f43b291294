package dev.latchkey.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.core.error.LatchkeyException.LastOwner;
import dev.latchkey.core.error.LatchkeyException.Unavailable;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class ProblemsTest {

  @Test
  void givenTheLastSiteOwner_whenTheyAreToGo_thenItIsAConflictThatSaysWhatToDo() {
    Answer answer = Problems.answer(new LastOwner("root"), UUID.randomUUID());

    assertThat(answer.status()).isEqualTo(409);
    assertThat(new String(answer.body().next(), StandardCharsets.UTF_8))
        .isEqualTo(
            "{\"message\":\"User \\\"root\\\" is the last active site owner. Give another active"
                + " user the role \\\"owner\\\" first.\"}\n");
    assertThat(answer.body().hasNext()).isFalse();
  }

  @Test
  void givenADatabaseThatIsLostInACommit_whenTold_thenNobodyIsSentToTryAgainWithoutLooking() {
    Unavailable lost = Unavailable.duringCommit("lost", new IllegalStateException("gone"));

    Answer answer = Problems.answer(lost, UUID.randomUUID());

    assertThat(answer.status()).isEqualTo(503);
    assertThat(new String(answer.body().next(), StandardCharsets.UTF_8))
        .isEqualTo(
            "{\"message\":\"The database is unavailable.\",\"detail\":\"It is not known whether the"
                + " change was made. Look before you try it again.\"}\n");
  }
}
