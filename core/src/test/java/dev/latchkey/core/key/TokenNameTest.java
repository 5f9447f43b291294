package dev.latchkey.core.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class TokenNameTest {

  @ParameterizedTest
  @ValueSource(
      strings = {"a", "my token", "ci?#&%", "ключ 🔑", "tokenconfig2", "TokenConfig", ".."})
  void givenANameWithinTheRules_whenMade_thenItIsKeptAsItIs(String name) {
    assertThat(new TokenName(name)).hasToString(name);
  }

  @Test
  void givenLengthsAroundTheLimit_whenChecked_thenCharactersAreCountedAndNotUnits() {
    assertThat(TokenName.problemOf("a".repeat(64))).isEmpty();
    assertThat(TokenName.problemOf("🔑".repeat(64))).isEmpty();
    assertThat(TokenName.problemOf("a".repeat(65))).contains("must be 1 to 64 characters (got 65)");
    assertThat(TokenName.problemOf("🔑".repeat(65)))
        .contains("must be 1 to 64 characters (got 65)");
    assertThat(TokenName.problemOf("")).contains("must be 1 to 64 characters (got 0)");
  }

  @Test
  void givenControlCharactersOrBrokenUnicode_whenChecked_thenTheyAreNamed() {
    for (String name : List.of("a\0b", "a\nb", "\t", "a\u007f", "a\u0085b", "a\u2028b", "\ud83d")) {
      assertThat(TokenName.problemOf(name))
          .contains("must not contain control characters or broken Unicode");
    }
  }

  @Test
  void givenASpaceAtAnEnd_whenChecked_thenItIsNamed() {
    for (String name : List.of(" a", "a ", " ", "\u00a0a", "a\u3000")) {
      assertThat(TokenName.problemOf(name)).contains("must not begin or end with a space");
    }
  }

  @Test
  void givenASlashOrTheReservedName_whenChecked_thenItIsNamed() {
    assertThat(TokenName.problemOf("a/b")).contains("must not contain \"/\"");
    assertThat(TokenName.problemOf("tokenconfig"))
        .contains("must not be \"tokenconfig\", which is reserved");
  }

  @Test
  void givenATokenWithin_whenChecked_thenItIsNamedAndNotRepeated() {
    assertThat(TokenName.problemOf("my 0123456789-abcdefghijklmnopqrstuv"))
        .contains("must not contain a token");
    assertThat(TokenName.problemOf("production-kubernetesdeployer")).isEmpty();
  }

  @Test
  void givenABadName_whenMade_thenTheProblemIsTold() {
    assertThatThrownBy(() -> new TokenName("a/b"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("must not contain \"/\"");
  }
}
