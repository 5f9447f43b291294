package dev.latchkey.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.core.Latchkey;
import dev.latchkey.core.authority.Caller;
import dev.latchkey.core.port.KeyStore;
import dev.latchkey.core.user.Username;
import dev.latchkey.http.HttpConfig;
import dev.latchkey.http.HttpServer;
import dev.latchkey.jdbi.JdbiKeyStore;
import dev.latchkey.jdbi.testkit.PostgresExtension;
import dev.latchkey.jdbi.testkit.PostgresServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * The same commands say the same, whether they work on an SQLite file, on a PostgreSQL database or
 * on a server. Ids and times are compared by their order of appearance.
 */
@ExtendWith(PostgresExtension.class)
final class BackendsTest {

  private static final Pattern CHANGING =
      Pattern.compile(
          "[0-9A-Za-z]{10}-[0-9A-Za-z]{22}" // a token
              + "|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}"
              + "|20[0-9]{2}-[0-9]{2}-[0-9]{2}T[0-9:.]+Z");

  /** {@code ID1} to {@code ID9} are the ids of the tokens that were created, in that order. */
  private static final List<List<String>> COMMANDS =
      List.of(
          List.of("users", "create", "bob", "--role", "auditor"),
          List.of("users", "create", "bob"),
          List.of("users", "create", "no such name"),
          List.of("users", "create", "eve", "-o", "json"),
          List.of("users", "list"),
          List.of("users", "ls", "bo", "-o", "csv", "-c", "username,roles,status"),
          List.of("users", "ls", "--role", "nonsense"),
          List.of("users", "view", "bob", "-o", "json"),
          List.of("users", "view", "nobody"),
          List.of("users", "set-roles", "bob", "user-admin", "auditor"),
          List.of("users", "set-roles", "bob"),
          List.of("users", "set-roles", "bob", "king"),
          List.of("tokens", "create", "--name", "ci"),
          List.of("tokens", "create", "--name", "ci"),
          List.of("tokens", "create", "--name", "a/b", "--scope", "nonsense"),
          List.of("tokens", "create", "--name", "deploy", "--user", "bob", "--lifetime", "2h"),
          List.of("tokens", "create", "--name", "long", "--lifetime", "300d"),
          List.of("tokens", "create", "--name", "ro", "--scope", "api_key:read", "-o", "json"),
          List.of("tokens", "view", "ci"),
          List.of("tokens", "view", "ID1", "-o", "json"),
          List.of("tokens", "view", "deploy", "--user", "bob", "--no-headers"),
          List.of("tokens", "view", "nope"),
          List.of("tokens", "list", "--all", "-c", "name,owner", "--no-headers"),
          List.of("tokens", "list", "--user", "bob", "-c", "name", "-o", "csv"),
          List.of("tokens", "list", "--user", "nobody"),
          List.of("tokens", "list", "-c", "nane,own"),
          List.of("tokens", "rm", "ci", "nope"),
          List.of("tokens", "rm", "ci", "ID1", "ci"),
          List.of("tokens", "rm", "ci"),
          List.of("tokens", "rm", "deploy"),
          List.of("tokens", "rm", "deploy", "--user", "bob", "-o", "json"),
          List.of("tokens", "list", "--include-expired", "-c", "name,status", "-o", "csv"),
          List.of("tokens", "rm", "ro", "--delete"),
          List.of("tokens", "rm", "ro", "--delete", "--yes"),
          List.of("tokens", "view", "ro"),
          List.of("users", "suspend", "eve"),
          List.of("users", "suspend", "eve"),
          List.of("users", "list", "--status", "suspended", "-c", "username"),
          List.of("users", "activate", "eve"),
          List.of("users", "suspend", "admin"),
          List.of("users", "delete", "eve", "--yes"),
          List.of("users", "view", "eve"),
          List.of("audit", "list", "--key", "ID1", "-c", "action,key id,target,expires at"),
          List.of("audit", "list", "--action", "expire", "-c", "action,target,actor"),
          List.of("audit", "list", "--limit", "3", "-o", "csv", "-c", "action,target"),
          List.of("audit", "list", "--type", "user", "--target", "EVE", "-c", "action,target"),
          List.of("audit", "list", "--query", "nonsense:1 date_from:soon"),
          List.of("audit", "list", "--actor", "nobody"));

  @TempDir Path home;

  @Test
  void givenEveryCommand_whenRunOnEachBackend_thenOutputsAndExitCodesAreTheSame(
      PostgresServer postgres) {
    String sqlite = "jdbc:sqlite:" + home.resolve("keys.db");
    String postgresql = postgres.createDatabase();
    try {
      List<String> onSqlite = onDatabase(sqlite);
      List<String> onPostgres = onDatabase(postgresql);
      List<String> onServer = onServer("jdbc:sqlite:" + home.resolve("served.db"));

      Golden.check("backends.txt", String.join("\n", onSqlite));
      assertThat(onPostgres).isEqualTo(onSqlite);
      assertThat(onServer).isEqualTo(onSqlite);
    } finally {
      postgres.drop(postgresql);
    }
  }

  @Test
  void givenADatabase_whenWorkedOnInTheNameOfAUser_thenTheTrailNamesBothAndTheirRightsHold() {
    String url = "jdbc:sqlite:" + home.resolve("keys.db");
    firstUser(url);
    InProcess operator = new InProcess(home).at(Instant.now()).with("LATCHKEY_DB", url);
    assertThat(operator.run("users", "create", "bob").exitCode()).isZero();
    InProcess bob = operator.with("LATCHKEY_AS", "bob");

    assertThat(bob.run("tokens", "create", "--name", "ci").exitCode()).isZero();
    assertThat(bob.run("users", "create", "eve").exitCode()).isEqualTo(4);
    assertThat(bob.run("audit", "list").exitCode()).isEqualTo(4);
    assertThat(bob.run("tokens", "list", "--user", "admin").exitCode()).isEqualTo(3);
    assertThat(bob.run("whoami").out()).isEqualTo("bob (member)\n");
    assertThat(operator.run("whoami").out()).isEqualTo("the local operator alice\n");

    assertThat(operator.run("audit", "list", "-c", "actor,action,target", "--no-headers").out())
        .isEqualTo(
            """
            bob (operator alice)  create  ci
            alice                 create  bob
            server                create  owner-token
            server                create  admin
            """);
  }

  @Test
  void givenADatabase_whenTheUserToActForIsUnknownOrSuspended_thenNothingIsDone() {
    String url = "jdbc:sqlite:" + home.resolve("keys.db");
    firstUser(url);
    InProcess operator = new InProcess(home).with("LATCHKEY_DB", url);
    operator.run("users", "create", "bob");
    operator.run("users", "suspend", "bob");

    assertThat(operator.run("tokens", "list", "--as", "nobody").exitCode()).isEqualTo(3);
    Result suspended = operator.run("tokens", "create", "--as", "bob");
    assertThat(suspended.exitCode()).isEqualTo(4);
    assertThat(suspended.err()).contains("suspended");
  }

  @Test
  void givenALocalOperator_whenATokenIsNamedWithoutItsUser_thenItIsAskedWhose() {
    String url = "jdbc:sqlite:" + home.resolve("keys.db");
    firstUser(url);
    InProcess operator = new InProcess(home).at(Instant.now()).with("LATCHKEY_DB", url);

    assertThat(operator.run("tokens", "create", "--name", "ci").exitCode()).isEqualTo(2);
    assertThat(operator.run("tokens", "create", "--name", "ci", "-u", "admin").exitCode()).isZero();
    assertThat(operator.run("tokens", "rm", "ci").exitCode()).isEqualTo(2);
    assertThat(operator.run("tokens", "rm", "ci", "--user", "admin").exitCode()).isZero();
    assertThat(operator.run("tokens", "ls", "-c", "name,owner", "--no-headers").out())
        .isEqualTo("owner-token  admin\n");
  }

  @Test
  void givenAServerAndADatabase_whenBothAreSet_thenItIsRefusedUnlessAnOptionDecides() {
    String url = "jdbc:sqlite:" + home.resolve("keys.db");
    firstUser(url);
    try (TestServer server = new TestServer()) {
      InProcess both =
          new InProcess(home)
              .with("LATCHKEY_DB", url)
              .with("LATCHKEY_URL", server.url())
              .with("LATCHKEY_TOKEN", server.ownerToken());

      assertThat(both.run("tokens", "ls").exitCode()).isEqualTo(2);
      assertThat(both.run("tokens", "ls").err()).contains("LATCHKEY_DB", "LATCHKEY_URL");
      assertThat(both.run("tokens", "ls", "--url", server.url(), "--db", url).exitCode())
          .isEqualTo(2);
      assertThat(both.run("whoami", "--db", url).out()).isEqualTo("the local operator alice\n");
      assertThat(both.run("whoami", "--url", server.url()).out()).startsWith("admin (owner), with");
      assertThat(both.run("whoami", "--url", server.url(), "--as", "admin").exitCode())
          .isEqualTo(2);
    }
  }

  @Test
  void givenALoginAndADatabase_whenNoOptionDecides_thenItIsRefusedAndBothAreNamed()
      throws IOException {
    String url = "jdbc:sqlite:" + home.resolve("keys.db");
    firstUser(url);
    try (TestServer server = new TestServer()) {
      InProcess person = new InProcess(home);
      assertThat(person.run("login", server.url(), "--token", server.ownerToken()).err()).isEmpty();
      Path file = Files.writeString(home.resolve("config"), "db = " + url + "\n");

      Result byVariable = person.with("LATCHKEY_DB", url).run("tokens", "rm", "owner-token");
      Result byFile = person.run("tokens", "ls", "--config", file.toString());

      assertThat(byVariable.exitCode()).isEqualTo(2);
      assertThat(byVariable.err())
          .contains("both a database (LATCHKEY_DB) and a server (your login) are set")
          .contains("--db URL or --url " + server.url() + "; or leave out LATCHKEY_DB")
          .contains("'latchkey logout'");
      assertThat(byFile.exitCode()).isEqualTo(2);
      assertThat(byFile.err()).contains("a database (" + file + ":1) and a server (your login)");

      InProcess both = person.with("LATCHKEY_DB", url);
      assertThat(both.run("whoami", "--db", url).out()).isEqualTo("the local operator alice\n");
      assertThat(both.run("whoami", "--url", server.url()).out()).startsWith("admin (owner), with");
      Result doctor = both.run("doctor");
      assertThat(doctor.exitCode()).isEqualTo(1);
      assertThat(doctor.out()).contains("WRONG  target", "LATCHKEY_DB", "'latchkey logout'");
      assertThat(both.run("version").exitCode()).isZero();
      assertThat(both.run("completion", "bash").exitCode()).isZero();
      assertThat(both.run("server", "--print-config").exitCode()).isZero();
      assertThat(both.run("logout").exitCode()).isZero();
      assertThat(both.run("whoami").out()).isEqualTo("the local operator alice\n");
    }
  }

  @Test
  void givenADatabase_whenLoggedInToAServer_thenItIsDoneWithAWarning() {
    try (TestServer server = new TestServer()) {
      InProcess person = new InProcess(home).with("LATCHKEY_DB", "jdbc:sqlite:keys.db");

      Result login = person.run("login", server.url(), "--token", server.ownerToken());

      assertThat(login.exitCode()).isZero();
      assertThat(login.out()).startsWith("Welcome to Latchkey, admin!");
      assertThat(login.err()).startsWith("warning: a database is set, too (LATCHKEY_DB): ");
    }
  }

  @Test
  void givenAUserToActFor_whenAServerIsAsked_thenItIsRefusedWhereverThatIsSet() throws IOException {
    try (TestServer server = new TestServer()) {
      InProcess person =
          new InProcess(home)
              .with("LATCHKEY_URL", server.url())
              .with("LATCHKEY_TOKEN", server.ownerToken());
      Path file = Files.writeString(home.resolve("config"), "# bob\nas = bob\n");

      Map<String, Result> refused =
          Map.of(
              "--as",
              person.run("whoami", "--as", "bob"),
              "LATCHKEY_AS",
              person.with("LATCHKEY_AS", "bob").run("whoami"),
              file + ":2",
              person.run("whoami", "--config", file.toString()));

      refused.forEach(
          (origin, result) -> {
            assertThat(result.exitCode()).as(origin).isEqualTo(2);
            assertThat(result.err())
                .contains("error: " + origin + ": nobody acts for others on a server")
                .contains("name a database with --db");
          });
    }
  }

  private static void firstUser(String url) {
    try (Latchkey latchkey = Latchkey.on(JdbiKeyStore.open(url)).build()) {
      latchkey.createFirstUser().execute(Caller.system("server"), new Username("admin"));
    }
  }

  private List<String> onDatabase(String url) {
    firstUser(url);
    return run(
        new InProcess(home)
            .at(Instant.now())
            .with("LATCHKEY_DB", url)
            .with("LATCHKEY_AS", "admin"));
  }

  private List<String> onServer(String url) {
    KeyStore store = JdbiKeyStore.open(url);
    try (Latchkey latchkey = Latchkey.on(store).build();
        HttpServer http = HttpServer.start(latchkey, config())) {
      String token =
          latchkey
              .createFirstUser()
              .execute(Caller.system("server"), new Username("admin"))
              .orElseThrow()
              .plaintext()
              .reveal();
      return run(
          new InProcess(home)
              .at(Instant.now())
              .with("LATCHKEY_URL", "http://127.0.0.1:" + http.address().getPort())
              .with("LATCHKEY_TOKEN", token));
    }
  }

  private static HttpConfig config() {
    InetSocketAddress anyPort = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    return HttpConfig.at(anyPort, "0.0.0").withShutdownGrace(Duration.ZERO);
  }

  private static List<String> run(InProcess person) {
    Placeholders placeholders = new Placeholders();
    List<String> outputs = new ArrayList<>();
    for (List<String> command : COMMANDS) {
      Result result = person.run(command.stream().map(placeholders::fill).toArray(String[]::new));
      outputs.add(
          "$ latchkey "
              + String.join(" ", command)
              + "\n"
              + placeholders.take(isListOfTokens(command) ? sorted(result.out()) : result.out())
              + placeholders.take(result.err())
              + "exit "
              + result.exitCode());
    }
    return outputs;
  }

  // They come by their ids, which are random.
  private static boolean isListOfTokens(List<String> command) {
    return command.subList(0, 2).equals(List.of("tokens", "list"));
  }

  private static String sorted(String lines) {
    return lines.lines().sorted().map(line -> line + "\n").collect(Collectors.joining());
  }

  /** Puts names in the place of what is another in every run. */
  private static final class Placeholders {

    private final Map<String, String> ids = new HashMap<>();

    String fill(String argument) {
      return ids.entrySet().stream()
          .filter(id -> id.getValue().equals(argument))
          .map(Map.Entry::getKey)
          .findFirst()
          .orElse(argument);
    }

    String take(String output) {
      Matcher matcher = CHANGING.matcher(output);
      StringBuilder text = new StringBuilder();
      while (matcher.find()) {
        matcher.appendReplacement(text, nameOf(matcher.group()));
      }
      matcher.appendTail(text);
      String named = text.toString().replace(" (operator alice)", "");
      Matcher own = Pattern.compile("\\((?<id>[0-9A-Za-z]{10})\\)").matcher(named);
      named = own.replaceAll("(ID)");
      for (Map.Entry<String, String> id : ids.entrySet()) {
        named = named.replace(id.getKey(), id.getValue());
      }
      // Columns are as wide as what stood in them.
      return named.replaceAll(" {2,}", "  ");
    }

    private String nameOf(String found) {
      if (found.length() == 33) {
        ids.put(found.substring(0, 10), "ID" + (ids.size() + 1));
        return "TOKEN";
      }
      return found.startsWith("20") && found.endsWith("Z") ? "TIME" : "UUID";
    }
  }
}
