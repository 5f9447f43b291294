package dev.latchkey.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.jdbi.JdbiKeyStore;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands that always work on a database take nothing that is for servers. */
class DatabaseOnlyTest {

  private static final List<List<String>> COMMANDS =
      List.of(
          List.of("server", "--print-config"),
          List.of("import", "-"),
          List.of("export"),
          List.of("purge"));

  @TempDir Path home;

  @Test
  void givenOptionsOfServers_whenUsed_thenAllAreRefusedTogetherAndNothingIsDone() {
    String url = emptyDatabase();

    for (List<String> command : COMMANDS) {
      Result refused =
          run(command, "--db", url, "--url", "http://a", "--token", "T", "--as", "bob");

      assertThat(refused.exitCode()).as("%s", command).isEqualTo(2);
      assertThat(refused.out()).as("%s", command).isEmpty();
      assertThat(refused.err())
          .contains("--url has no meaning here", "(expected: --db, or neither")
          .contains("--token has no meaning here")
          .contains("--as has no meaning here");
    }
  }

  @Test
  void givenAnEmptyUrl_whenUsed_thenItIsRefusedToo() {
    for (List<String> command : COMMANDS) {
      Result refused = run(command, "--url", "");

      assertThat(refused.exitCode()).as("%s", command).isEqualTo(2);
      assertThat(refused.err()).contains("--url has no meaning here");
    }
  }

  @Test
  void givenAServerInTheEnvironment_whenExported_thenItDoesNotMatter() {
    InProcess person =
        new InProcess(home)
            .with("LATCHKEY_URL", "http://keys.example.com")
            .with("LATCHKEY_TOKEN", "0123456789-aB3dE6gH9jK2mN5pQ8sT1v")
            .with("LATCHKEY_AS", "bob");

    assertThat(person.run("export", "--db", emptyDatabase())).isEqualTo(new Result(0, "", ""));
  }

  private Result run(List<String> command, String... options) {
    return new InProcess(home)
        .run(Stream.concat(command.stream(), Stream.of(options)).toArray(String[]::new));
  }

  private String emptyDatabase() {
    Path file = home.resolve("keys.db");
    JdbiKeyStore.sqlite(file).close();
    return "jdbc:sqlite:" + file;
  }
}
