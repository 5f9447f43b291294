package dev.latchkey.core.user;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class UserRefTest {

  @Test
  void givenTheWordForTheCaller_whenRead_thenItIsNeitherIdNorName() {
    UserRef ref = new UserRef("me");

    assertThat(ref.isMe()).isTrue();
    assertThat(ref.asId()).isEmpty();
    assertThat(ref.asUsername()).isEmpty();
  }

  @Test
  void givenAUuidInAnyCase_whenRead_thenItIsAnId() {
    UserId id = UserId.random();

    assertThat(new UserRef(id.toString()).asId()).contains(id);
    assertThat(new UserRef(id.toString().toUpperCase(Locale.ROOT)).asId()).contains(id);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "maria", "1-1-1-1-1", "f47ac10b0-58c-4372-a567-0e02b2c3d479"})
  void givenWhatIsNotQuiteAUuid_whenRead_thenItIsNoId(String text) {
    assertThat(new UserRef(text).asId()).isEmpty();
  }

  @Test
  void givenAName_whenRead_thenItIsOneIfItCanBe() {
    assertThat(new UserRef("maria").asUsername()).contains(new Username("maria"));
    assertThat(new UserRef("a b").asUsername()).isEmpty();
  }
}
