package dev.latchkey.cli.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class PromptTest {

  private final StringWriter err = new StringWriter();

  @Test
  void givenAYes_whenAsked_thenThePersonAgrees() {
    for (String typed : List.of("y\n", "Y\n", "yes\n", " yes \r\n", "y")) {
      assertThat(prompt(typed).confirm("Sure?")).as(typed).isTrue();
    }
  }

  @Test
  void givenAnythingElse_whenAsked_thenThePersonDoesNot() {
    for (String typed : List.of("", "\n", "n\n", "no\n", "yess\n", "j\n", "\ny\n")) {
      assertThat(prompt(typed).confirm("Sure?")).as(typed).isFalse();
    }
  }

  @Test
  void givenAQuestion_whenAsked_thenItGoesToStandardErrorAndSaysWhatEnterMeans() {
    prompt("y\n").confirm("Sure?");

    assertThat(err).hasToString("Sure? [y/N] ");
  }

  @Test
  void givenSeveralLines_whenRead_thenOneAfterTheOther() {
    Prompt prompt = prompt("one\nzwei ü\n\nlast");

    assertThat(prompt.readLine()).contains("one");
    assertThat(prompt.readLine()).contains("zwei ü");
    assertThat(prompt.readLine()).contains("");
    assertThat(prompt.readLine()).contains("last");
    assertThat(prompt.readLine()).isEmpty();
  }

  @Test
  void givenNobodyAtATerminal_whenLookedAt_thenNobodyCanBeAsked() {
    for (Terminal terminal :
        new Terminal[] {
          Terminal.NONE,
          new Terminal(true, true, false, 80, true),
          new Terminal(false, true, true, 80, true)
        }) {
      assertThat(new Prompt(input("y\n"), new PrintWriter(err), terminal).isPossible()).isFalse();
    }
    assertThat(prompt("y\n").isPossible()).isTrue();
  }

  private Prompt prompt(String typed) {
    // The results may go elsewhere.
    Terminal terminal = new Terminal(true, false, true, Integer.MAX_VALUE, false);
    return new Prompt(input(typed), new PrintWriter(err), terminal);
  }

  private static ByteArrayInputStream input(String typed) {
    return new ByteArrayInputStream(typed.getBytes(StandardCharsets.UTF_8));
  }
}
