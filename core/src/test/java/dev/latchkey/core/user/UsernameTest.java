package dev.latchkey.core.user;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class UsernameTest {

  @ParameterizedTest
  @ValueSource(strings = {"a", "A1", "maria-2-b", "memo", "12345678901234567890123456789012"})
  void givenANameWithinTheRules_whenMade_thenItIsShownAsGiven(String name) {
    assertThat(new Username(name)).hasToString(name);
  }

  @ParameterizedTest
  @ValueSource(strings = {"-a", "a-", "a--b", "a_b", "a b", "é", "a\n", "a/b", "a@b"})
  void givenANameOfAWrongForm_whenMade_thenTheRuleIsTold(String name) {
    assertThatThrownBy(() -> new Username(name))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("must be letters and digits, with single hyphens between them");
  }

  @Test
  void givenALengthOutOfRangeOrTheWordForTheCaller_whenChecked_thenItIsTold() {
    assertThat(Username.problemOf("")).contains("must be 1 to 32 characters (got 0)");
    assertThat(Username.problemOf("a".repeat(33))).contains("must be 1 to 32 characters (got 33)");
    assertThat(Username.problemOf("Me"))
        .contains("must not be \"Me\", which means something else in the API");
    assertThat(Username.problemOf("first"))
        .contains("must not be \"first\", which means something else in the API");
    assertThat(Username.problemOf("LOGOUT"))
        .contains("must not be \"LOGOUT\", which means something else in the API");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "-", "a-", "--", "me", "Zz9"})
  void givenAPartOfAName_whenAskedWhetherNamesHoldSuch_thenTheyMay(String part) {
    assertThat(Username.mayContain(part)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"_", "%", " ", "\u00e9", "\u212a", "a\n", "\0"})
  void givenAPartOfNoName_whenAskedWhetherNamesHoldSuch_thenTheyMayNot(String part) {
    assertThat(Username.mayContain(part)).isFalse();
  }

  @Test
  void givenNamesThatDifferOnlyInCase_whenCompared_thenTheyAreTheSame() {
    assertThat(new Username("Maria"))
        .isEqualTo(new Username("mARIA"))
        .hasSameHashCodeAs(new Username("mARIA"))
        .isNotEqualTo(new Username("otto"));
  }
}
