package dev.latchkey.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The scripts for shells; that for bash in a real one. */
class CompletionTest {

  @TempDir Path folder;

  @BeforeEach
  void writeScript() throws IOException {
    Result script = new InProcess(folder).run("completion", "bash");
    assertThat(script.exitCode()).isZero();
    Files.writeString(folder.resolve("latchkey.bash"), script.out());
  }

  @Test
  void givenTheBeginningOfACommand_whenCompleted_thenItsNamesAreOffered() throws IOException {
    assertThat(complete("latchkey", "to")).containsExactly("tokens", "token");
    assertThat(complete("latchkey", "tokens", "r")).containsExactly("remove", "rm");
    assertThat(complete("latchkey", "token", "li")).containsExactly("list");
    assertThat(complete("latchkey", "--verbose", "tokens", "li")).containsExactly("list");
    assertThat(complete("latchkey", "--db", "audit", "tokens", "li")).containsExactly("list");
  }

  @Test
  void givenTheBeginningOfAnOption_whenCompleted_thenThoseOfTheCommandAreOffered()
      throws IOException {
    assertThat(complete("latchkey", "tokens", "rm", "--de")).containsExactly("--delete");
    assertThat(complete("latchkey", "tokens", "list", "--de")).isEmpty();
    assertThat(complete("latchkey", "tokens", "rm", "ci", "--u")).contains("--user", "--url");
  }

  @Test
  void givenAnOptionWithAFewValues_whenCompleted_thenTheyAreOffered() throws IOException {
    assertThat(complete("latchkey", "tokens", "ls", "-o", ""))
        .containsExactly("table", "json", "csv");
    assertThat(complete("latchkey", "tokens", "ls", "--output", "c")).containsExactly("csv");
    // So bash takes --output=c apart.
    assertThat(complete("latchkey", "tokens", "ls", "--output", "=", "c")).containsExactly("csv");
    assertThat(complete("latchkey", "tokens", "ls", "--output", "="))
        .containsExactly("table", "json", "csv");
    assertThat(complete("latchkey", "completion", "z")).containsExactly("zsh");
  }

  @Test
  void givenAColumn_whenCompleted_thenThoseOfTheListAreOfferedAndAreTaken() throws IOException {
    assertThat(complete("latchkey", "tokens", "list", "-c", "la")).containsExactly("last_used");
    assertThat(complete("latchkey", "tokens", "view", "--column", "=", "o"))
        .containsExactly("owner");
    assertThat(complete("latchkey", "users", "ls", "--column", "r")).containsExactly("roles");
    assertThat(complete("latchkey", "audit", "list", "-c", "act"))
        .containsExactly("actor", "action");
    assertThat(complete("latchkey", "nodes", "list", "-c", "")).isNotEmpty();
  }

  @Test
  void givenTheOtherShells_whenColumnsAreCompleted_thenTheyKnowThemToo() {
    InProcess person = new InProcess(folder);

    for (String shell : List.of("zsh", "fish")) {
      assertThat(person.run("completion", shell).out())
          .contains("id name scopes allow_list last_used");
    }
  }

  @Test
  void givenAnOptionWithAnyValue_whenCompleted_thenBashIsLeftToOfferFiles() throws IOException {
    assertThat(complete("latchkey", "server", "--tls-cert", "")).isEmpty();
  }

  @Test
  void givenTheOtherShells_whenAskedFor_thenTheirScriptsAreAboutEveryCommandToo() {
    InProcess person = new InProcess(folder);

    for (String shell : List.of("bash", "zsh", "fish")) {
      assertThat(person.run("completion", shell).out())
          .as(shell)
          .contains("latchkey tokens remove", "table json csv");
    }
    assertThat(person.run("completion", "powershell").exitCode()).isEqualTo(2);
  }

  /** What bash offers for the last word. */
  private List<String> complete(String... words) throws IOException {
    String script =
        """
        source latchkey.bash
        COMP_WORDS=("$@")
        COMP_CWORD=$(($# - 1))
        _latchkey
        [[ ${#COMPREPLY[@]} = 0 ]] || printf '%s\\n' "${COMPREPLY[@]}"
        """;
    ProcessBuilder builder =
        new ProcessBuilder("bash", "--norc", "-u", "-c", script, "bash")
            .directory(folder.toFile())
            .redirectErrorStream(true);
    builder.command().addAll(List.of(words));
    Process process = builder.start();
    try (InputStream out = process.getInputStream()) {
      return new String(out.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
    }
  }
}
