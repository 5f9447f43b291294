package dev.latchkey.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.cli.text.Terminal;
import dev.latchkey.core.Latchkey;
import dev.latchkey.core.authority.Caller;
import dev.latchkey.core.usecase.NewUser;
import dev.latchkey.core.user.Username;
import dev.latchkey.jdbi.JdbiKeyStore;
import java.io.BufferedReader;
import java.io.InputStream;
import java.io.PipedReader;
import java.io.PipedWriter;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Following the audit trail while others write to it. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class FollowTest {

  private static final int USERS = 200;

  @TempDir Path home;

  @Test
  void givenOthersWhoWrite_whenFollowed_thenEveryEntryComesOnceAndInOrder() throws Exception {
    String url = "jdbc:sqlite:" + home.resolve("keys.db");
    try (Latchkey latchkey = Latchkey.on(JdbiKeyStore.open(url)).build();
        PipedReader pipe = new PipedReader(1 << 20);
        BufferedReader lines = new BufferedReader(pipe)) {
      latchkey.createFirstUser().execute(Caller.system("server"), new Username("admin"));
      PipedWriter out = new PipedWriter(pipe);
      Thread follower = follow(url, out);
      assertThat(lines.readLine()).isEqualTo("create,admin");
      assertThat(lines.readLine()).isEqualTo("create,owner-token");

      List<String> expected = new ArrayList<>();
      for (int i = 0; i < USERS; i++) {
        latchkey.createUser().execute(Caller.system("test"), NewUser.member("user" + i));
        expected.add("create,user" + i);
      }

      List<String> followed = new ArrayList<>();
      for (int i = 0; i < USERS; i++) {
        followed.add(lines.readLine());
      }
      assertThat(followed).isEqualTo(expected);
      follower.interrupt();
      follower.join();
      out.close();
      assertThat(lines.readLine()).isNull();
    }
  }

  private Thread follow(String url, Writer out) {
    ProcessContext context =
        new ProcessContext(
            InputStream.nullInputStream(),
            new PrintWriter(out),
            new PrintWriter(Writer.nullWriter()),
            Terminal.NONE,
            Map.of("LATCHKEY_DB", url),
            home,
            "alice",
            InstantSource.system(),
            () -> false,
            Optional::empty);
    Thread follower =
        new Thread(
            () ->
                new LatchkeyCli(context)
                    .run(
                        "audit",
                        "list",
                        "--follow",
                        "-o",
                        "csv",
                        "--no-headers",
                        "-c",
                        "action,target"));
    follower.start();
    return follower;
  }
}
