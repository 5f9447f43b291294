package dev.latchkey.core.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.SecureRandom;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class PlaintextKeyTest {

  private static final String ID = "0aZ3456789";
  private static final String SECRET = "abcdefghijklmnopqrstuv";

  @Test
  void givenAGeneratedKey_whenRevealed_thenItHasTheContractsFormAndIsReadBackTheSame() {
    for (int i = 0; i < 200; i++) {
      PlaintextKey key = PlaintextKey.generate(new SecureRandom());

      assertThat(key.reveal()).matches("[0-9A-Za-z]{10}-[0-9A-Za-z]{22}");
      PlaintextKey again = PlaintextKey.parse(key.reveal());
      assertThat(again.reveal()).isEqualTo(key.reveal());
      assertThat(again.id()).isEqualTo(key.id());
      assertThat(again.hashedSecret().matches(key.hashedSecret())).isTrue();
    }
  }

  @Test
  void givenManyGeneratedKeys_whenLookedAt_thenTheyUseTheWholeAlphabetAndAreAllDifferent() {
    Set<String> tokens = new HashSet<>();
    Set<Integer> characters = new HashSet<>();
    for (int i = 0; i < 500; i++) {
      String token = PlaintextKey.generate(new SecureRandom()).reveal();
      tokens.add(token);
      token.chars().filter(c -> c != '-').forEach(characters::add);
    }

    assertThat(tokens).hasSize(500);
    assertThat(characters).hasSize(62);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "''| incorrect amount of API key parts, expected 2 got 1",
        "abc| incorrect amount of API key parts, expected 2 got 1",
        "a-b-c| incorrect amount of API key parts, expected 2 got 3",
        "--| incorrect amount of API key parts, expected 2 got 3",
        "0aZ3456789-abcdefghijklmnopqrstuv-| incorrect amount of API key parts, expected 2 got 3",
        "-| invalid API key ID length, expected 10 got 0",
        "012345678-abcdefghijklmnopqrstuv| invalid API key ID length, expected 10 got 9",
        "01234567890-abc| invalid API key ID length, expected 10 got 11",
        "0aZ3456789-| invalid API key secret length, expected 22 got 0",
        "0aZ3456789-abcdefghijklmnopqrstu| invalid API key secret length, expected 22 got 21",
        "0aZ3456789-abcdefghijklmnopqrstuvw| invalid API key secret length, expected 22 got 23",
      })
  void givenATokenOfAWrongForm_whenParsed_thenTheContractsWordsSayWhatIsWrong(
      String token, String problem) {
    assertThatThrownBy(() -> PlaintextKey.parse(token))
        .isInstanceOf(MalformedKeyException.class)
        .hasMessage("Invalid API key format: " + problem);
  }

  @Test
  void givenAnIdOutsideTheAlphabet_whenParsed_thenItIsInvalidLikeAnUnknownOne() {
    assertThatThrownBy(() -> PlaintextKey.parse("0aZ34567_9-" + SECRET))
        .isInstanceOf(MalformedKeyException.class)
        .hasMessage("API key is invalid.");
  }

  @Test
  void givenRandomGarbage_whenParsed_thenItIsReadOrRefusedWithoutBeingRepeated() {
    Random random = new Random(20_260_301);
    String characters = "abcXYZ0123456789--- \0\n/é🔑";
    for (int i = 0; i < 20_000; i++) {
      String garbage = randomText(random, characters);
      try {
        assertThat(PlaintextKey.parse(garbage).reveal()).isEqualTo(garbage);
      } catch (MalformedKeyException e) {
        for (String part : garbage.split("-", -1)) {
          if (part.length() >= 4) {
            assertThat(e.getMessage()).doesNotContain(part);
          }
        }
      }
    }
  }

  @Test
  void givenAKey_whenPrinted_thenOnlyTheIdShows() {
    PlaintextKey key = PlaintextKey.parse(ID + "-" + SECRET);

    assertThat(key).hasToString("PlaintextKey(0aZ3456789-****)");
  }

  @Test
  void givenTheSameTokenTwice_whenCompared_thenThereIsNoEqualityToLeanOn() {
    PlaintextKey first = PlaintextKey.parse(ID + "-" + SECRET);
    PlaintextKey second = PlaintextKey.parse(ID + "-" + SECRET);

    assertThat(first).isNotEqualTo(second);
  }

  private static String randomText(Random random, String characters) {
    StringBuilder text = new StringBuilder();
    int length = random.nextInt(60);
    for (int i = 0; i < length; i++) {
      text.append(characters.charAt(random.nextInt(characters.length())));
    }
    return text.toString();
  }
}
