package dev.latchkey.cli.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PromptTest {

  private static final Terminal IN_AND_ERR = new Terminal(true, false, true, 80, false);
  private static final Terminal IN_AND_OUT = new Terminal(true, true, false, 80, true);
  private static final Terminal OUT_AND_ERR = new Terminal(false, true, true, 80, true);

  private final StringWriter err = new StringWriter();

  @Test
  void givenAYes_whenAsked_thenThePersonAgrees() {
    for (String typed : List.of("y\n", "Y\n", "yes\n", " yes \r\n", "y")) {
      assertThat(person(typed).agrees("Sure?")).as(typed).isTrue();
    }
  }

  @Test
  void givenAnythingElse_whenAsked_thenThePersonDoesNot() {
    for (String typed : List.of("", "\n", "n\n", "no\n", "yess\n", "j\n", "\ny\n")) {
      assertThat(person(typed).agrees("Sure?")).as(typed).isFalse();
    }
  }

  @Test
  void givenAQuestion_whenAsked_thenItGoesToStandardErrorAndSaysWhatEnterMeans() {
    person("y\n").agrees("Sure?");

    assertThat(err).hasToString("Sure? [y/N] ");
  }

  @Test
  void givenSeveralLines_whenRead_thenOneAfterTheOther() {
    Prompt prompt = prompt("one\nzwei ü\n\nlast", Terminal.NONE);

    assertThat(prompt.readLine()).contains("one");
    assertThat(prompt.readLine()).contains("zwei ü");
    assertThat(prompt.readLine()).contains("");
    assertThat(prompt.readLine()).contains("last");
    assertThat(prompt.readLine()).isEmpty();
  }

  @Test
  void givenStreamsThatAreNotBothATerminal_whenSomebodyIsLookedFor_thenItIsWhoeverIsBesides() {
    Person besides = new Scripted("y");
    for (Terminal terminal : List.of(Terminal.NONE, IN_AND_OUT, OUT_AND_ERR)) {
      assertThat(prompt("", terminal).person()).isEmpty();
      assertThat(prompt("", terminal, besides).person()).containsSame(besides);
    }
    assertThat(prompt("y\n", IN_AND_ERR, besides).person().orElseThrow()).isNotSameAs(besides);
  }

  @Test
  void givenASecretOnStandardInput_whenRead_thenNobodyIsAsked() {
    assertThat(prompt(" secret \r\n", OUT_AND_ERR, new Scripted("typed")).secret("Token"))
        .contains("secret");
    assertThat(err.toString()).isEmpty();
  }

  @Test
  void givenAPersonAtStandardInput_whenASecretIsWanted_thenItIsTypedUnseenOrNotAtAll() {
    assertThat(prompt("seen\n", IN_AND_OUT, new Scripted("typed")).secret("Token"))
        .contains("typed");
    assertThat(prompt("seen\n", IN_AND_OUT).secret("Token")).isEmpty();
    assertThat(err)
        .hasToString("Nobody would see the question here, so you are not asked: Token.\n");
  }

  /** Somebody who has one answer. */
  private record Scripted(String answer) implements Person {

    @Override
    public Optional<String> line(String question) {
      return Optional.of(answer);
    }

    @Override
    public Optional<String> secret(String question) {
      return Optional.of(answer);
    }
  }

  // The results may go elsewhere.
  private Person person(String typed) {
    return prompt(typed, IN_AND_ERR).person().orElseThrow();
  }

  private Prompt prompt(String typed, Terminal terminal) {
    return new Prompt(input(typed), new PrintWriter(err), terminal, Optional::empty);
  }

  private Prompt prompt(String typed, Terminal terminal, Person besides) {
    return new Prompt(input(typed), new PrintWriter(err), terminal, () -> Optional.of(besides));
  }

  private static ByteArrayInputStream input(String typed) {
    return new ByteArrayInputStream(typed.getBytes(StandardCharsets.UTF_8));
  }
}
