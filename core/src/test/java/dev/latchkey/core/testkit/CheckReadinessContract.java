package dev.latchkey.core.testkit;

import static dev.latchkey.core.testkit.Fixtures.member;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.latchkey.core.usecase.CheckReadiness;
import org.junit.jupiter.api.Test;

/** What {@link CheckReadiness} does over any store that answers. */
public interface CheckReadinessContract extends StoreContract {

  @Test
  default void givenAStoreThatAnswers_whenAsked_thenItIsReadyWithAndWithoutUsers() {
    try (Site site = Site.over(store())) {
      CheckReadiness check = site.latchkey().checkReadiness();

      assertThatCode(check::execute).doesNotThrowAnyException();
      site.user(member("maria"));
      assertThatCode(check::execute).doesNotThrowAnyException();
    }
  }
}
