package dev.latchkey.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.cli.text.Terminal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Logging in and out, asking who one is, and asking about tokens. */
class SessionCommandsTest {

  private static final Terminal PERSON = new Terminal(true, false, true, 80, false);

  @TempDir Path home;

  private final TestServer server = new TestServer();
  private InProcess person;

  @BeforeEach
  void setUp() {
    person = new InProcess(home);
  }

  @AfterEach
  void close() {
    server.close();
  }

  @Test
  void givenATokenOnStandardInput_whenLoggedInAndOut_thenTheSessionIsDeletedAndForgotten()
      throws Exception {
    Result login = person.typing(server.ownerToken() + "\n").run("login", server.url());
    assertThat(login.exitCode()).as(login.err()).isZero();
    String session = Files.readString(home.resolve(".config/latchkey/session"));
    assertThat(person.run("whoami").out())
        .isEqualTo("admin (owner), with the key " + session.substring(0, 10) + "\n");
    assertThat(person.run("whoami", "-o", "json").out()).contains("\"username\": \"admin\"");

    Result logout = person.run("logout");

    assertThat(logout)
        .isEqualTo(new Result(0, "You are no longer logged in to " + server.url() + ".\n", ""));
    assertThat(home.resolve(".config/latchkey/session")).doesNotExist();
    assertThat(person.run("whoami").exitCode()).isEqualTo(4);
    assertThat(person.run("logout").exitCode()).isEqualTo(4);
    assertThat(verify(session)).isEqualTo(new Result(1, "refused: unknown\n", ""));
  }

  @Test
  void givenASessionThatHasEnded_whenLoggedOut_thenItIsForgottenAllTheSame() {
    person.typing(server.ownerToken()).run("login", server.url());
    server.clock.advance(Duration.ofDays(30));

    Result logout = person.run("logout");

    assertThat(logout.exitCode()).as(logout.err()).isZero();
    assertThat(logout.out()).contains("had ended already");
    assertThat(home.resolve(".config/latchkey/session")).doesNotExist();
  }

  @Test
  void givenOptionsForAnotherTarget_whenLoggedOut_thenTheyAreRefusedAndTheLoginStays() {
    person.typing(server.ownerToken()).run("login", server.url());

    for (String[] other :
        new String[][] {
          {"--url", "http://127.0.0.1:1"},
          {"--token", server.ownerToken()},
          {"--db", "jdbc:sqlite:keys.db"},
          {"--as", "bob"}
        }) {
      Result refused = person.run("logout", other[0], other[1]);
      assertThat(refused.exitCode()).as(refused.out()).isEqualTo(2);
      assertThat(refused.err()).contains(other[0]).doesNotContain(server.ownerToken());
    }
    assertThat(person.run("whoami").exitCode()).isZero();
    assertThat(person.run("logout", "--url", server.url() + "/").exitCode()).isZero();
  }

  @Test
  void givenOptionsForAnotherTarget_whenLoggingIn_thenTheyAreRefusedAndNothingIsStored() {
    for (String[] other :
        new String[][] {
          {"--url", "http://127.0.0.1:1"}, {"--db", "jdbc:sqlite:keys.db"}, {"--as", "bob"}
        }) {
      Result refused =
          person.typing(server.ownerToken()).run("login", server.url(), other[0], other[1]);
      assertThat(refused.exitCode()).as(refused.out()).isEqualTo(2);
      assertThat(refused.err()).contains(other[0]);
    }
    assertThat(home.resolve(".config/latchkey/session")).doesNotExist();
    assertThat(person.typing(server.ownerToken()).run("login", "--url", server.url()).exitCode())
        .isZero();
  }

  @Test
  void givenASuspendedUser_whenLoggedOut_thenTheSessionIsKeptUntilItCanBeEnded() {
    InProcess admin =
        new InProcess(home)
            .with("LATCHKEY_URL", server.url())
            .with("LATCHKEY_TOKEN", server.ownerToken());
    admin.run("users", "create", "bob");
    String token = admin.run("tokens", "create", "--user", "bob", "--name", "ci").out();
    person.typing(token).run("login", server.url());
    admin.run("users", "suspend", "bob");

    Result suspended = person.run("logout");

    assertThat(suspended.exitCode()).as(suspended.out()).isEqualTo(4);
    assertThat(suspended.err()).contains("suspended", "still lives");
    admin.run("users", "activate", "bob");
    assertThat(person.run("whoami").out()).startsWith("bob ");
    assertThat(person.run("logout").out()).startsWith("You are no longer logged in");
  }

  @Test
  void givenALogin_whenLoggedInAgain_thenTheSessionBeforeIsEnded() throws Exception {
    Path stored = home.resolve(".config/latchkey/session");
    person.typing(server.ownerToken()).run("login", server.url());
    String before = Files.readString(stored);

    Result login = person.typing(server.ownerToken()).run("login", server.url());

    assertThat(login.exitCode()).as(login.err()).isZero();
    assertThat(login.err()).isEmpty();
    assertThat(verify(before)).isEqualTo(new Result(1, "refused: unknown\n", ""));
    assertThat(person.run("whoami").exitCode()).isZero();
  }

  @Test
  void givenALoginWithATokenItself_whenLoggedInAgain_thenTheTokenLives() {
    person.typing(server.ownerToken()).run("login", server.url(), "--use-token-as-session");

    person.typing(server.ownerToken()).run("login", server.url());
    person.typing(server.ownerToken()).run("login", server.url());

    assertThat(verify(server.ownerToken()).exitCode()).isZero();
  }

  @Test
  void givenALogin_whenLoggedInToAnotherServer_thenItIsToldWhichSessionLivesOn() throws Exception {
    person.typing(server.ownerToken()).run("login", server.url());
    String before = Files.readString(home.resolve(".config/latchkey/session"));
    try (TestServer other = new TestServer()) {
      Result login = person.typing(other.ownerToken()).run("login", other.url());

      assertThat(login.exitCode()).as(login.err()).isZero();
      assertThat(login.err())
          .contains(before.substring(0, 10), "latchkey tokens rm", "--url " + server.url())
          .doesNotContain(before.substring(11));
    }
  }

  @Test
  void givenNoToken_whenLoggingIn_thenItSaysWhereOneCanComeFrom() {
    Result login = person.run("login", server.url());

    assertThat(login.exitCode()).isEqualTo(2);
    assertThat(login.err()).contains("there is no token to log in with", "LATCHKEY_TOKEN");
  }

  @Test
  void givenTokens_whenVerified_thenTheExitCodeTellsAndNobodyNeedsToLogIn() {
    String token = server.ownerToken();
    String id = token.substring(0, 10);

    assertThat(verify(token))
        .isEqualTo(
            new Result(
                0,
                "valid: " + id + " of admin, for coder:all, until 2026-01-09T03:04:05.123456Z\n",
                ""));
    assertThat(verify(id + "-" + "x".repeat(22)))
        .isEqualTo(new Result(1, "refused: unknown\n", ""));
    assertThat(verify("nonsense")).isEqualTo(new Result(1, "refused: malformed\n", ""));
    assertThat(verify("").exitCode()).isEqualTo(2);
    assertThat(verify(token, "--scope", "nonsense").exitCode()).isEqualTo(1);
    assertThat(verify(token, "-o", "json").out()).contains("\"valid\": true");
    server.clock.advance(Duration.ofDays(30));
    assertThat(verify(token)).isEqualTo(new Result(1, "refused: expired\n", ""));
  }

  @Test
  void givenATokenAsAnArgument_whenACommandRuns_thenAPersonIsToldAndItIsNotRepeated() {
    String token = server.ownerToken();

    Result verified = person.before(PERSON).run("verify", "--key", token, "--url", server.url());

    assertThat(verified.exitCode()).isZero();
    assertThat(verified.err()).startsWith("hint: your shell keeps the token");
    assertThat(verified.out() + verified.err()).doesNotContain(token.substring(11));
    assertThat(person.run("verify", "--key", token, "--url", server.url()).err()).isEmpty();
  }

  @Test
  void givenAFailure_whenVerbose_thenTheExchangeAndItsRequestAreToldAndNoSecret() {
    String token = server.ownerToken();

    Result failed =
        person.run("tokens", "view", "nope", "--url", server.url(), "--token", token, "-v");

    assertThat(failed.err())
        .containsPattern(
            "GET "
                + server.url()
                + "/api/v2/users/me/keys/tokens/nope, status 404, request [0-9a-f-]{36}\\n")
        .doesNotContain(token.substring(11));
  }

  @Test
  void givenACommandThatSucceeds_whenVerbose_thenEachExchangeIsToldAndNoSecret() {
    String token = server.ownerToken();

    Result created =
        person.run("tokens", "create", "-n", "ci", "--url", server.url(), "--token", token, "-v");

    assertThat(created.exitCode()).isZero();
    assertThat(created.err())
        .matches(
            "POST http://[^ ]+/api/v2/users/me/keys/tokens, status 201, request [0-9a-f-]{36},"
                + " [0-9]+ ms\n");
    assertThat(created.err()).doesNotContain(token.substring(11));
  }

  @Test
  void givenAHealthyServer_whenTheDoctorLooks_thenAllIsOk() {
    person.typing(server.ownerToken()).run("login", server.url());

    Result doctor = person.at(Instant.now()).run("doctor");

    assertThat(doctor.exitCode()).as(doctor.out()).isZero();
    assertThat(doctor.out().lines()).allMatch(line -> line.startsWith("ok "));
    assertThat(doctor.out()).contains("server", "database", "clock", "token", "login file");
  }

  @Test
  void givenThingsThatAreWrong_whenTheDoctorLooks_thenEachLineSaysWhatToDo() throws Exception {
    person.typing(server.ownerToken()).run("login", server.url());
    Path session = home.resolve(".config/latchkey/session");
    Files.setPosixFilePermissions(session, PosixFilePermissions.fromString("rw-r--r--"));
    server.clock.advance(Duration.ofDays(30));

    Result doctor = person.run("doctor");

    assertThat(doctor.exitCode()).isEqualTo(1);
    assertThat(doctor.out())
        .contains("others can read it", "chmod 600 '" + session + "'")
        .contains("WRONG  clock", "behind of the server", "NTP")
        .contains("WRONG  token         it is refused: expired", "-> latchkey login");
    assertThat(person.run("doctor", "-o", "json").out()).contains("\"ok\": false");

    server.close();
    assertThat(person.run("doctor").out()).contains("WRONG  server", "Check that it runs");
  }

  private Result verify(String token, String... options) {
    String[] arguments = new String[options.length + 3];
    arguments[0] = "verify";
    arguments[1] = "--url";
    arguments[2] = server.url();
    System.arraycopy(options, 0, arguments, 3, options.length);
    return person.typing(token.isEmpty() ? "" : token + "\n").run(arguments);
  }
}
