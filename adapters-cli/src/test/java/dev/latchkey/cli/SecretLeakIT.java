package dev.latchkey.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A secret is seen once (G4): every operation is driven, then everything is searched for it. */
class SecretLeakIT {

  @TempDir Path home;
  @TempDir Path databaseFolder;

  private final List<Result> results = new ArrayList<>();
  private final List<String> secrets = new ArrayList<>();
  private InProcess person;

  @Test
  void givenEveryOperation_whenDrivenWithSecrets_thenOnlyTheIssuingAnswerHasThem()
      throws Exception {
    Path database = databaseFolder.resolve("keys.db");
    person = new InProcess(home);
    try (ServerProcess server = ServerProcess.start(home, database)) {
      secrets.add(server.ownerToken());
      run("login", server.url(), "--token", server.ownerToken());
      String session = Files.readString(home.resolve(".config/latchkey/session"));
      secrets.add(session);
      String token = issue("tokens", "create", "--name", "ci");
      drive(server, token);
      String trail = run("audit", "list", "-o", "json").out();
      server.stop();

      assertThat(trail).contains("\"action\": \"expire\"", "\"action\": \"delete\"");
      assertClean("the audit trail", trail);
      assertClean("the log", server.err());
      for (Path file : filesIn(databaseFolder)) {
        assertClean(file.toString(), Files.readString(file, StandardCharsets.ISO_8859_1));
      }
    }
    for (Result result : results) {
      assertClean("an output", result.out());
      assertClean("an error", result.err());
    }
  }

  private void drive(ServerProcess server, String token) {
    String id = token.substring(0, 10);
    String secret = token.substring(11);
    run("tokens", "view", token);
    run("tokens", "view", "-o", "json", id);
    run("tokens", "list", "--all", "-o", "json");
    // Wrong in every way in which a token can be pasted.
    run("tokens", "view", token, token);
    run("tokens", "view", "-c", token, id);
    run("tokens", "rm", id + "-" + secret.substring(1));
    run("tokens", "rm", token + "x");
    run("tokens", "create", "--name", "bad", "--lifetime", token);
    run("tokens", "create", "--name", "bad", "--scope", token);
    run("tokens", "create", "--name", "bad", "--allow", token);
    run("tokens", "create", "--name", "bad", "--user", token);
    run("audit", "list", "--key", token);
    run("audit", "list", "--limit", token);
    run("users", "create", token);
    run("users", "create", "bob", "--role", token);
    run("login", "http://" + token + "@127.0.0.1:1", "--token", token);
    run("login", token, "--token", token);
    run("login", server.url(), "--token", id + "-" + "x".repeat(22), "-v");
    run("tokens", "list", "--token", token, "-v");
    run("tokens", "list", "--token", token + " ", "--url", server.url() + "/nowhere", "-v");
    run("server", "--db", "jdbc:postgresql://u:" + token + "@h/d", "--http-address", token);
    assertThat(run("tokens", "rm", token).out()).startsWith("Token ha");
    run("tokens", "list", "--token", token, "-v");
    assertThat(run("tokens", "rm", "--delete", "--yes", token).out())
        .startsWith("Token has been deleted.\n");
    run("tokens", "list", "--token", token, "--url", server.url(), "-v");
  }

  private Result run(String... arguments) {
    Result result = person.run(arguments);
    results.add(result);
    return result;
  }

  private String issue(String... arguments) {
    Result issued = person.run(arguments);
    assertThat(issued.exitCode()).as(issued.err()).isZero();
    secrets.add(issued.out().strip());
    return issued.out().strip();
  }

  private void assertClean(String what, String text) {
    assertThat(secrets).hasSize(3);
    for (String token : secrets) {
      // A damaged copy of the secret is nearly as bad as the whole of it.
      assertThat(text).as(what).doesNotContain(token.substring(12, 32));
    }
  }

  private static List<Path> filesIn(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      List<Path> found = files.filter(Files::isRegularFile).toList();
      assertThat(found).isNotEmpty();
      return found;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
