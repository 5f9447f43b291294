package dev.latchkey.cli.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class DisplayWidthTest {

  @Test
  void givenTextOfAnyScript_whenMeasured_thenItIsAsWideAsATerminalShowsIt() {
    Map<String, Integer> widths =
        Map.ofEntries(
            Map.entry("", 0),
            Map.entry("ci", 2),
            Map.entry("Zürich", 6),
            // The same with the dots as a character of their own.
            Map.entry("Zu\u0308rich", 6),
            Map.entry("東京", 4),
            Map.entry("서울", 4),
            Map.entry("ﾃｽﾄ", 3),
            Map.entry("ＡＢ", 4),
            Map.entry("🔑", 2),
            Map.entry("✅⭐", 4),
            Map.entry("✓★", 2),
            // A flag, made of two letters.
            Map.entry("🇩🇪", 2),
            Map.entry("𠮷", 2),
            Map.entry("ไทย", 3),
            Map.entry("\u05e9\u05b8", 1),
            // A Hangul syllable of three parts, and a heart that asks for its colour.
            Map.entry("\u1112\u1161\u11ab", 2),
            Map.entry("\u2764\ufe0f", 1));

    widths.forEach((text, width) -> assertThat(DisplayWidth.of(text)).as(text).isEqualTo(width));
  }

  @Test
  void givenTooLittleRoom_whenCut_thenItFitsAndSaysThatItWasCut() {
    assertThat(DisplayWidth.cut("production", 10)).isEqualTo("production");
    assertThat(DisplayWidth.cut("production", 9)).isEqualTo("producti…");
    assertThat(DisplayWidth.cut("東京都庁", 8)).isEqualTo("東京都庁");
    // There is no half of a wide character.
    assertThat(DisplayWidth.cut("東京都庁", 6)).isEqualTo("東京…");
    assertThat(DisplayWidth.cut("東京都庁", 7)).isEqualTo("東京都…");
    assertThat(DisplayWidth.cut("e\u0301e\u0301e\u0301", 2)).isEqualTo("e\u0301…");
    assertThat(DisplayWidth.cut("🔑🔑", 3)).isEqualTo("🔑…");
  }

  @Test
  void givenNoRoomForOneCharacter_whenCut_thenOnlyTheSignOfThatIsLeft() {
    assertThat(DisplayWidth.cut("東京", 1)).isEqualTo("…");
  }
}
