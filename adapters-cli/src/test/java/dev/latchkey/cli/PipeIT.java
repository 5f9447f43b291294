package dev.latchkey.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of a command whose output nobody reads, or nothing can hold. */
class PipeIT {

  private static final String COMMAND = Distribution.command().toString();

  @TempDir static Path home;

  @BeforeAll
  static void createDatabase() throws Exception {
    // An empty file is a database without tables.
    Files.createFile(home.resolve("latchkey.db"));
    List<String> lines = new ArrayList<>();
    // Their ids alone are more than a pipe holds, so that a slow reader can go before the end, too.
    for (int i = 0; i < 7000; i++) {
      lines.add(
          String.format(
              Locale.ROOT,
              """
              {"id":"%010d","owner":"alice","name":"token %s","secret_sha256":"%064x","expires_at":"9999-01-01T00:00:00Z"}""",
              i,
              i,
              i));
    }
    Files.write(home.resolve("tokens.jsonl"), lines);
    assertThat(sh(COMMAND + " users create alice").exitCode()).isZero();
    Result imported = sh(COMMAND + " import " + home.resolve("tokens.jsonl"));
    assertThat(imported.exitCode()).as(imported.toString()).isZero();
  }

  @Test
  void givenAReaderThatGoes_whenListed_thenItEndsQuietlyAsOtherProgramsDo() throws Exception {
    for (String format : List.of("table", "csv", "json")) {
      Result result = sh("{ " + list("-o " + format) + "; echo code $? >&2; } | head -n 1");

      assertThat(result.err()).as(format).isEqualTo("code 141\n");
      assertThat(result.out().lines()).hasSize(1);
    }
    for (String command : List.of(list("-q"), COMMAND + " export")) {
      Result result = sh("{ " + command + "; echo code $? >&2; } | head -n 1");

      assertThat(result.err()).as(command).isEqualTo("code 141\n");
    }
  }

  @Test
  void givenAReaderThatHasGoneBefore_whenAShortAnswerIsWritten_thenItEndsQuietlyToo()
      throws Exception {
    assertThat(sh("{ sleep 0.1; " + COMMAND + " version; echo code $? >&2; } | true").err())
        .isEqualTo("code 141\n");
  }

  @Test
  void givenAFullDisk_whenListed_thenItFailsAndSaysWhy() throws Exception {
    assertThat(Path.of("/dev/full")).exists();

    for (String command : List.of(list("-o json"), list("-q"), COMMAND + " version")) {
      Result result = sh(command + " >/dev/full");

      assertThat(result.exitCode()).as(command).isEqualTo(1);
      assertThat(result.err()).contains("the output could not be written").doesNotContain("\tat ");
    }
  }

  private static String list(String options) {
    return COMMAND + " tokens list --all " + options;
  }

  private static Result sh(String script) throws IOException, InterruptedException {
    Path out = Files.createTempFile(home, "out", ".txt");
    Path err = Files.createTempFile(home, "err", ".txt");
    ProcessBuilder builder = new ProcessBuilder("/bin/sh", "-c", script);
    builder.environment().clear();
    String database = "jdbc:sqlite:" + home.resolve("latchkey.db");
    builder
        .environment()
        .putAll(new Distribution(home, Map.of("LATCHKEY_DB", database)).environment());
    Process process = builder.redirectOutput(out.toFile()).redirectError(err.toFile()).start();
    assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
    return new Result(process.exitValue(), Files.readString(out), Files.readString(err));
  }
}
