package dev.latchkey.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The built command at a terminal. */
class TerminalIT {

  private static final String LONG_NAME = "東京 deployment of the production line";
  private static final String COMMAND = Distribution.command().toString();

  private static final String AT_CONSOLE =
      "export LATCHKEY_JAVA_OPTS=-Dlatchkey.terminal=console; ";

  @TempDir static Path template;
  @TempDir Path home;

  @BeforeAll
  static void createTokens() throws Exception {
    // An empty file is a database without tables.
    Files.createFile(template.resolve("latchkey.db"));
    run(template, "users", "create", "alice");
    run(template, "tokens", "create", "--user", "alice", "--name", "ci");
    run(template, "tokens", "create", "--user", "alice", "--name", LONG_NAME);
    run(template, "tokens", "create", "--user", "alice", "--name", "old");
    run(template, "tokens", "rm", "--user", "alice", "old");
  }

  @BeforeEach
  void copyDatabase() throws IOException {
    Files.copy(template.resolve("latchkey.db"), home.resolve("latchkey.db"));
  }

  @Test
  void givenATerminal_whenTokensAreListed_thenThereAreColoursAndRelativeTimes() throws Exception {
    try (PseudoTerminal terminal = start(200, "tokens", "list", "--include-expired")) {
      assertThat(terminal.end()).isZero();

      assertThat(terminal.raw()).contains("\033[1mEXPIRES AT\033[0m", "\033[2mexpired\033[0m");
      assertThat(terminal.text())
          .containsPattern(
              "ci +coder:all +\\*:\\* +never +in 6 days +(now|\\d+ \\w+ ago) +alice +live")
          .containsPattern("old .* expired (now|\\d+ \\w+ ago) .* expired\n");
    }
  }

  @Test
  void givenNoColor_whenTokensAreListed_thenThereAreNone() throws Exception {
    try (PseudoTerminal terminal =
        PseudoTerminal.start(200, person(Map.of("NO_COLOR", "1")), COMMAND, "tokens", "list")) {
      assertThat(terminal.end()).isZero();

      assertThat(terminal.raw()).doesNotContain("\033").contains("in 6 days");
    }
  }

  @Test
  void givenANarrowTerminal_whenTokensAreListed_thenEveryLineFitsAndIdsAreWhole() throws Exception {
    List<String> ids = new ArrayList<>(run("tokens", "list", "-q").out().lines().toList());
    String[] columns = {"tokens", "list", "-c", "id,name,owner,expires at"};

    try (PseudoTerminal terminal = start(48, columns)) {
      assertThat(terminal.end()).isZero();

      assertThat(terminal.text()).contains("東京 ", "…").contains(ids);
      // Two characters are wide.
      assertThat(terminal.text().lines()).hasSize(3).allMatch(line -> line.length() <= 48);
    }
  }

  @Test
  void givenAFileForTheResults_whenTokensAreListed_thenTheyAreForProgramsAllTheSame()
      throws Exception {
    Path file = home.resolve("results");

    try (PseudoTerminal terminal = startScript(COMMAND + " tokens list >" + file)) {
      assertThat(terminal.end()).isZero();

      assertThat(terminal.raw()).isEmpty();
      assertThat(Files.readString(file))
          .isEqualTo(run("tokens", "list").out())
          .contains(LONG_NAME)
          .doesNotContain("\033", "in 6 days");
    }
  }

  @Test
  void givenADeleteAtATerminal_whenThePersonSaysNo_thenNothingIsChanged() throws Exception {
    String before = run("tokens", "list", "--include-expired").out();

    try (PseudoTerminal terminal = start(120, "tokens", "rm", "--delete", "-u", "alice", "ci")) {
      terminal.await("ci (").await("[y/N] ").type("\n");

      assertThat(terminal.end()).isEqualTo(1);
      assertThat(terminal.text()).contains("nothing was changed");
      assertThat(run("tokens", "list", "--include-expired").out()).isEqualTo(before);
    }
  }

  @Test
  void givenADeleteAtATerminal_whenThePersonPressesCtrlC_thenNothingIsChanged() throws Exception {
    String before = run("tokens", "list", "--include-expired").out();

    try (PseudoTerminal terminal = start(120, "tokens", "rm", "--delete", "-u", "alice", "ci")) {
      terminal.await("[y/N] ").type(PseudoTerminal.INTERRUPT);

      assertThat(terminal.end()).isNotZero();
      assertThat(terminal.text()).doesNotContain("Exception", "has been");
      assertThat(run("tokens", "list", "--include-expired").out()).isEqualTo(before);
    }
  }

  @Test
  void givenADeleteAtATerminal_whenThePersonSaysYes_thenItIsDone() throws Exception {
    String delete = COMMAND + " tokens rm --delete -u alice ci >" + home.resolve("results");

    // The results go to a file, and the person is asked all the same.
    try (PseudoTerminal terminal = startScript(delete)) {
      terminal.await("[y/N] ").type("y\n");

      assertThat(terminal.end()).isZero();
      assertThat(home.resolve("results")).content().contains("Token has been deleted.");
    }
  }

  @Test
  void givenTokensFromAPipe_whenDeletedAtATerminal_thenThePersonIsAskedThere() throws Exception {
    String delete =
        COMMAND + " tokens list -u alice -q | " + COMMAND + " tokens rm - --delete; echo code $?";

    try (PseudoTerminal terminal = startScript(delete)) {
      terminal.await("ci (").await("of 2 token(s) for good? [y/N] ").type("\n").await("code 1");

      assertThat(terminal.end()).isZero();
      assertThat(run("tokens", "list", "-q").out().lines()).hasSize(2);
    }
    try (PseudoTerminal terminal = startScript(delete)) {
      terminal.await("of 2 token(s) for good? [y/N] ").type("y\n").await("code 0");

      assertThat(terminal.end()).isZero();
      assertThat(run("tokens", "list", "-q").out()).isEmpty();
    }
  }

  @Test
  void givenNothingThatAPersonSees_whenDeletedAtATerminal_thenItNeedsYes() throws Exception {
    Path results = home.resolve("results");

    try (PseudoTerminal terminal =
        startScript(COMMAND + " tokens rm --delete -u alice ci </dev/null >" + results + " 2>&1")) {
      assertThat(terminal.end()).isEqualTo(2);
      assertThat(results).content().contains("it needs --yes");
    }
  }

  @Test
  void givenMessagesThatGoToAFile_whenTheTokenIsTyped_thenItIsNotShown() throws Exception {
    try (TestServer server = new TestServer();
        PseudoTerminal terminal =
            startScript(login(server).replace("; echo", " 2>$XDG_CONFIG_HOME.err; echo"))) {
      terminal.await("Token for " + server.url() + ": ").type(server.ownerToken() + "\n");
      terminal.await("Welcome to Latchkey, admin!").await("code 0").await(" echo ");

      assertThat(terminal.end()).isZero();
      assertThat(terminal.raw()).doesNotContain(server.ownerToken().substring(11));
    }
  }

  /** So the launcher for Windows has it, which can't look at the streams. */
  @Test
  void givenALauncherThatKnowsNoTerminals_whenThereIsAConsole_thenItAsksThereAndHidesSecrets()
      throws Exception {
    String delete = COMMAND + " tokens rm --delete -u alice ci";
    try (PseudoTerminal terminal = startScript(AT_CONSOLE + delete)) {
      terminal.await("ci (").await("[y/N] ").type("n\n").await("nothing was changed");

      assertThat(terminal.end()).isEqualTo(1);
    }
    try (PseudoTerminal terminal =
        startScript(AT_CONSOLE + delete + " >$XDG_CONFIG_HOME.out 2>&1")) {
      assertThat(terminal.end()).isEqualTo(2);
      assertThat(run("tokens", "list", "-c", "name").out()).contains("ci");
    }
    try (TestServer server = new TestServer();
        PseudoTerminal terminal = startScript(AT_CONSOLE + login(server))) {
      terminal.await("Token for " + server.url() + ": ").type(server.ownerToken() + "\n");
      terminal.await("Welcome to Latchkey, admin!").await("code 0").await(" echo ");

      assertThat(terminal.end()).isZero();
      assertThat(terminal.raw()).doesNotContain(server.ownerToken().substring(11));
    }
  }

  @Test
  void givenALogin_whenTheTokenIsTyped_thenItIsNotShownAndTypingIsShownAfterwards()
      throws Exception {
    try (TestServer server = new TestServer();
        PseudoTerminal terminal = startScript(login(server))) {
      terminal.await("Token for " + server.url() + ": ").type(server.ownerToken() + "\n");
      terminal.await("Welcome to Latchkey, admin!").await("code 0").await(" echo ");

      assertThat(terminal.end()).isZero();
      assertThat(terminal.raw()).doesNotContain(server.ownerToken().substring(11));
    }
  }

  @Test
  void givenALogin_whenThePersonPressesCtrlC_thenTypingIsShownAgainAndNothingIsStored()
      throws Exception {
    try (TestServer server = new TestServer();
        PseudoTerminal terminal = startScript(login(server))) {
      terminal.await("Token for " + server.url() + ": ");
      terminal.type("01234" + PseudoTerminal.INTERRUPT);
      terminal.await("\r\ncode 130").await(" echo ");

      assertThat(terminal.end()).isZero();
      assertThat(terminal.text()).doesNotContain("Exception", "01234");
      assertThat(home.resolve("config/latchkey/session")).doesNotExist();
    }
  }

  /** Logs in, then says how it ended and how the terminal is set. */
  private static String login(TestServer server) {
    return "trap : INT; unset LATCHKEY_DB; "
        + COMMAND
        + " login "
        + server.url()
        + "; echo code $?; stty -a | tr ';' ' '";
  }

  private PseudoTerminal start(int columns, String... arguments) throws IOException {
    List<String> command = new ArrayList<>(List.of(arguments));
    command.add(0, COMMAND);
    return PseudoTerminal.start(columns, person(Map.of()), command.toArray(String[]::new));
  }

  private PseudoTerminal startScript(String script) throws IOException {
    return PseudoTerminal.start(120, person(Map.of()), "/bin/sh", "-c", script);
  }

  private Map<String, String> person(Map<String, String> more) {
    Map<String, String> environment = new Distribution(home, more).environment();
    environment.put("LATCHKEY_DB", databaseIn(home));
    return environment;
  }

  private Result run(String... arguments) throws Exception {
    return run(home, arguments);
  }

  private static Result run(Path home, String... arguments) throws Exception {
    Result result = new Distribution(home, Map.of("LATCHKEY_DB", databaseIn(home))).run(arguments);
    assertThat(result.exitCode()).as(result.err()).isZero();
    return result;
  }

  private static String databaseIn(Path home) {
    return "jdbc:sqlite:" + home.resolve("latchkey.db");
  }
}
