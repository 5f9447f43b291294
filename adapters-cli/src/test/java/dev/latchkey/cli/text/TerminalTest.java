package dev.latchkey.cli.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TerminalTest {

  @Test
  void givenThreeTerminals_whenRead_thenPeopleAreAtAllEndsAndSeeColours() {
    assertThat(Terminal.parse("in,out,err,120", Map.of("TERM", "xterm")))
        .isEqualTo(new Terminal(true, true, true, 120, true));
  }

  @Test
  void givenResultsThatGoElsewhere_whenRead_thenTheyAreNeitherCutNorColoured() {
    assertThat(Terminal.parse("in,err", Map.of()))
        .isEqualTo(new Terminal(true, false, true, Integer.MAX_VALUE, false));
    assertThat(Terminal.parse("in,err,120", Map.of()).width()).isEqualTo(Integer.MAX_VALUE);
  }

  @Test
  void givenNothingThatALauncherSays_whenRead_thenNothingIsATerminal() {
    for (String text : List.of("", ",", "nonsense", "OUT", "80", "true")) {
      assertThat(Terminal.parse(text, Map.of())).isEqualTo(Terminal.NONE);
    }
  }

  @Test
  void givenATerminalOfNoKnownWidth_whenRead_thenItIsTheUsualOne() {
    for (String text : List.of("out", "out,", "out,0", "out,-5", "out,wide", "out,999999")) {
      assertThat(Terminal.parse(text, Map.of()).width()).as(text).isEqualTo(80);
    }
  }

  @Test
  void givenATerminalOfAFewColumns_whenRead_thenThereIsRoomForAWordAllTheSame() {
    assertThat(Terminal.parse("out,3", Map.of()).width()).isEqualTo(20);
  }

  @Test
  void givenAPersonWithoutColours_whenRead_thenThereAreNone() {
    assertThat(Terminal.parse("out,80", Map.of("NO_COLOR", "1")).colours()).isFalse();
    assertThat(Terminal.parse("out,80", Map.of("TERM", "dumb")).colours()).isFalse();
    // So it is defined: an empty one is none.
    assertThat(Terminal.parse("out,80", Map.of("NO_COLOR", "")).colours()).isTrue();
  }
}
