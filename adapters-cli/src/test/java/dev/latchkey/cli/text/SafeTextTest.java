package dev.latchkey.cli.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SafeTextTest {

  @Test
  void givenHarmlessText_whenEscaped_thenItStays() {
    assertThat(SafeText.escape("ci ü 鍵 \ud83d\udd11 \\ \"")).isEqualTo("ci ü 鍵 \ud83d\udd11 \\ \"");
  }

  @Test
  void givenWhatMovesATerminal_whenEscaped_thenItIsShownAsText() {
    assertThat(SafeText.escape("\u001b[2J\r\n\t\u007f\u009b\u202e\u2028\ud800"))
        .isEqualTo("\\u001b[2J\\u000d\\u000a\\u0009\\u007f\\u009b\\u202e\\u2028\\ud800");
    assertThat(SafeText.escapeLines("a\nb\rc")).isEqualTo("a\nb\\u000dc");
  }
}
