package dev.latchkey.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The incident as it is played to whoever tries Latchkey. */
class DemoIT {

  private static final int INTERRUPTED = 130;
  private static final int SECONDS = 60;

  @TempDir Path home;
  private Path temporary;
  private Distribution distribution;

  @BeforeEach
  void chooseFolders() throws IOException {
    temporary = Files.createDirectory(home.resolve("tmp"));
    distribution =
        new Distribution(
            home,
            Map.of(
                "LATCHKEY_JAVA_OPTS",
                "-Djava.io.tmpdir=" + temporary,
                // What is set for the real work must not get into the play, nor the other way.
                "LATCHKEY_URL",
                "http://127.0.0.1:1",
                "LATCHKEY_TOKEN",
                "none"));
  }

  @Test
  void givenNothing_whenTheIncidentIsPlayed_thenItEndsInARefusalAndLeavesNothing()
      throws Exception {
    Result demo = distribution.run("demo", "--fast");

    assertThat(demo.exitCode()).as(demo.err()).isZero();
    assertThat(demo.err()).isEmpty();
    assertThat(demo.out())
        .containsSubsequence(
            "$ latchkey server --db jdbc:sqlite:keys.db",
            "listening on http://127.0.0.1:",
            "$ latchkey login http://127.0.0.1:",
            "$ latchkey tokens create --name nightly-job\n",
            "calls, all answered\n",
            "$ latchkey tokens list\n",
            "  nightly-job  ",
            "$ latchkey tokens rm nightly-job\nToken has been expired.\n",
            "nightly-job: refused after ",
            ": 401, API key expired at \"",
            "$ latchkey tokens list --include-expired\n",
            "  expired\n",
            "$ latchkey audit list --key ",
            "  admin  expire  ",
            " -> ",
            "  admin  create  ",
            "is gone.\n");
    assertThat(played()).isEmpty();
    assertThat(home.resolve("config")).doesNotExist();
  }

  @Test
  void givenATerminal_whenTheIncidentIsPlayed_thenNothingIsAskedAndNoHintIsFalse()
      throws Exception {
    try (PseudoTerminal terminal =
        PseudoTerminal.start(
            200, distribution.environment(), Distribution.command().toString(), "demo", "--fast")) {
      assertThat(terminal.end()).as(terminal.text()).isZero();

      assertThat(terminal.text())
          .contains(" <owner-token\nWelcome to Latchkey, admin!", "is gone.\n")
          .doesNotContain("hint:", "your shell keeps", "Token for");
    }
    assertThat(played()).isEmpty();
  }

  @Test
  void givenThePlayIsUnderWay_whenItIsInterrupted_thenItLeavesNothingAndSaysNothing()
      throws Exception {
    Path out = home.resolve("out");
    Path err = home.resolve("err");
    Process process = distribution.start(out, err, "demo");
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
    while (!Files.readString(out).contains("calls, all answered")) {
      assertThat(System.nanoTime()).isLessThan(deadline);
      TimeUnit.MILLISECONDS.sleep(20);
    }
    assertThat(played()).hasSize(1);

    new ProcessBuilder("kill", "-INT", Long.toString(process.pid())).start().waitFor();

    assertThat(process.waitFor(SECONDS, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).isEqualTo(INTERRUPTED);
    assertThat(Files.readString(err)).isEmpty();
    assertThat(played()).isEmpty();
  }

  private List<Path> played() throws IOException {
    try (Stream<Path> files = Files.list(temporary)) {
      return files.filter(file -> file.getFileName().toString().contains("demo")).toList();
    }
  }
}
