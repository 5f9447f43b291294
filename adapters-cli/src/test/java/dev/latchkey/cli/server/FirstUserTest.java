package dev.latchkey.cli.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.latchkey.cli.CommandFailure;
import dev.latchkey.cli.ExitCode;
import dev.latchkey.cli.ProcessContext;
import dev.latchkey.cli.log.LogFormat;
import dev.latchkey.cli.text.Terminal;
import dev.latchkey.core.Latchkey;
import dev.latchkey.core.error.LatchkeyException.Unavailable;
import dev.latchkey.core.error.StoreException;
import dev.latchkey.core.testkit.InMemoryKeyStore;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FirstUserTest {

  @TempDir Path home;

  @Test
  void givenAFullDisk_whenTheTokenCannotBePrinted_thenItSaysHowToMakeAnotherAndDeletesNothing() {
    ProcessContext context =
        new ProcessContext(
            InputStream.nullInputStream(),
            new PrintWriter(new FullDisk()),
            new PrintWriter(Writer.nullWriter()),
            Terminal.NONE,
            Map.of(),
            home,
            "alice",
            InstantSource.system(),
            () -> false,
            Optional::empty);
    try (Latchkey latchkey = Latchkey.on(new InMemoryKeyStore()).build()) {
      FirstUser first =
          new FirstUser(
              context.out(),
              new Announcements(context, LogFormat.TEXT),
              latchkey,
              "http://127.0.0.1:3000");

      CommandFailure lost =
          catchThrowableOfType(CommandFailure.class, () -> first.createIfNone(null));

      assertThat(lost.getMessage()).contains("could not be printed");
      assertThat(lost.getMessage() + lost.next())
          .contains("latchkey tokens create --db URL --as admin")
          .doesNotContain("delete");
    }
  }

  @Test
  void givenADatabaseThatIsAway_whenTheFirstUserIsLookedFor_thenTheExitCodeTellsSo() {
    assertThat(
            StartFailure.ofFirstUser(new Unavailable("away", new IOException("away"))).exitCode())
        .isEqualTo(ExitCode.UNREACHABLE);
    assertThat(
            StartFailure.ofFirstUser(new StoreException("broken", new IOException("broken")))
                .exitCode())
        .isEqualTo(ExitCode.FAILED);
  }

  private static final class FullDisk extends Writer {

    @Override
    public void write(char[] text, int from, int length) throws IOException {
      throw new IOException("no space left");
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }
}
