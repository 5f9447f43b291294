package dev.latchkey.core.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

final class KeyIdTest {

  @Test
  void givenTenCharactersOfTheAlphabet_whenMade_thenItIsAnId() {
    assertThat(new KeyId("0aZ3456789")).hasToString("0aZ3456789");
  }

  @Test
  void givenAnythingElse_whenMade_thenItIsRefusedWithoutBeingRepeated() {
    for (String text :
        List.of(
            "",
            "012345678",
            "01234567890",
            "01234-6789",
            "012345678\n",
            "é123456789",
            "0aZ3456789-abcdefghijklmnopqrstuv")) {
      assertThatThrownBy(() -> new KeyId(text))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage(
              "a key id is 10 characters of 0-9A-Za-z (got " + text.length() + " characters)");
    }
  }
}
