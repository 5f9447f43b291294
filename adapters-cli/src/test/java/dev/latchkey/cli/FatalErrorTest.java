package dev.latchkey.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.cli.text.Terminal;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.Writer;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What goes wrong with the JVM is told like all else. */
class FatalErrorTest {

  @TempDir Path home;

  @Test
  void givenTooLittleMemory_whenACommandRuns_thenItSaysSoWithoutAStackTrace() {
    StringWriter err = new StringWriter();
    ProcessContext context =
        new ProcessContext(
            InputStream.nullInputStream(),
            new PrintWriter(Writer.nullWriter()),
            new PrintWriter(err),
            Terminal.NONE,
            Map.of("LATCHKEY_URL", "http://127.0.0.1:1", "LATCHKEY_TOKEN", "a"),
            home,
            "alice",
            () -> {
              throw new OutOfMemoryError("Java heap space");
            },
            () -> false,
            Optional::empty);

    int exitCode = new LatchkeyCli(context).run("tokens", "list");

    assertThat(exitCode).isEqualTo(1);
    assertThat(err.toString())
        .contains("Java heap space", "LATCHKEY_JAVA_OPTS=-Xmx")
        .doesNotContain("\tat ");
  }
}
