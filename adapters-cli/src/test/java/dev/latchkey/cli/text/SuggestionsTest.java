package dev.latchkey.cli.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SuggestionsTest {

  private static final List<String> KNOWN =
      List.of("id", "name", "last used", "expires at", "created at", "owner");

  @Test
  void givenAMistypedWord_whenGuessed_thenTheNearestIsMeant() {
    Map<String, String> meant =
        Map.of(
            "nmae", "name",
            "NAME", "name",
            "owners", "owner",
            "expire at", "expires at",
            "last_used", "last used",
            "creatd at", "created at");

    meant.forEach(
        (word, known) ->
            assertThat(Suggestions.didYouMean(word, KNOWN))
                .isEqualTo(" (did you mean \"" + known + "\"?)"));
  }

  @Test
  void givenAWordLikeNone_whenGuessed_thenNothingIsSaid() {
    for (String word : List.of("", "xyz", "scopes", "something else")) {
      assertThat(Suggestions.didYouMean(word, KNOWN)).as(word).isEmpty();
    }
  }
}
