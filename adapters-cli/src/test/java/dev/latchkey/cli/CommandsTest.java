package dev.latchkey.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.latchkey.cli.text.Terminal;
import dev.latchkey.http.client.ApiException;
import dev.latchkey.http.client.LatchkeyClient;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands against a real server, within one process. */
class CommandsTest {

  private static final String NOT_FOUND =
      "Resource not found or you do not have access to this resource";

  @TempDir Path home;

  private final TestServer server = new TestServer();
  private InProcess admin;

  @BeforeEach
  void setUp() {
    admin =
        new InProcess(home)
            .with("LATCHKEY_URL", server.url())
            .with("LATCHKEY_TOKEN", server.ownerToken());
  }

  @AfterEach
  void close() {
    server.close();
  }

  @Test
  void givenNoLogin_whenACommandNeedsOne_thenItSaysHowToLogIn() {
    assertThat(new InProcess(home).run("tokens", "ls"))
        .isEqualTo(
            failure(
                "tokens list",
                ExitCode.NOT_PERMITTED,
                "You are not logged in.",
                "Try logging in using 'latchkey login <url>'."));
  }

  @Test
  void givenALogin_whenStored_thenOnlyItsOwnerCanReadItAndLaterCommandsUseIt() throws IOException {
    InProcess person = new InProcess(home);

    Result login = person.run("login", server.url() + "/", "--token", server.ownerToken());

    assertThat(login)
        .isEqualTo(new Result(0, "Welcome to Latchkey, admin! You're authenticated.\n", ""));
    Path folder = home.resolve(".config/latchkey");
    assertThat(permissions(folder)).isEqualTo("rwx------");
    assertThat(permissions(folder.resolve("url"))).isEqualTo("rw-------");
    assertThat(permissions(folder.resolve("session"))).isEqualTo("rw-------");
    assertThat(folder.resolve("url")).hasContent(server.url());
    assertThat(Files.readString(folder.resolve("session"))).isNotEqualTo(server.ownerToken());
    assertThat(person.run("tokens", "ls").exitCode()).isZero();
  }

  @Test
  void givenALogin_whenTheTokenIsToBeTheSession_thenNoKeyIsMade() throws IOException {
    InProcess person =
        new InProcess(home).with("LATCHKEY_CONFIG_DIR", home.resolve("c").toString());

    Result login =
        person.run("login", server.url(), "--token", server.ownerToken(), "--use-token-as-session");

    assertThat(login.exitCode()).isZero();
    assertThat(home.resolve("c/session")).hasContent(server.ownerToken());
    assertThat(admin.run("audit", "list").out().lines()).hasSize(3);
  }

  @Test
  void givenAWrongToken_whenLoggingIn_thenNothingIsStored() {
    Result login =
        new InProcess(home).run("login", server.url(), "--token", "0123456789-" + "x".repeat(22));

    assertThat(login)
        .isEqualTo(
            failure(
                "login",
                ExitCode.NOT_PERMITTED,
                "Trace=[create session key: ]\nYou are signed out or your session has expired."
                    + " Please sign in again to continue.\nAPI key is invalid.",
                "Try logging in using 'latchkey login <url>'."));
    assertThat(home.resolve(".config/latchkey")).isEmptyDirectory();
  }

  @Test
  void givenNoPlaceForTheLogin_whenLoggingIn_thenNoSessionKeyIsLeftBehind() throws IOException {
    Files.writeString(home.resolve(".config"), "a file where the folder should be");
    String before = admin.run("audit", "list").out();

    Result login = new InProcess(home).run("login", server.url(), "--token", server.ownerToken());

    assertThat(login.exitCode()).isEqualTo(1);
    assertThat(login.err()).contains("cannot store the login in");
    assertThat(admin.run("audit", "list").out()).isEqualTo(before);
  }

  @Test
  void givenAnEmptyOption_whenTheEnvironmentHasAnother_thenNeitherIsUsed() {
    Result list = admin.run("tokens", "ls", "--token", "");

    assertThat(list.exitCode()).isEqualTo(2);
    assertThat(list.err()).contains("--token is empty");
  }

  @Test
  void givenATokenWhereNoneBelongs_whenRun_thenItIsRefusedWithoutBeingShown() {
    String token = server.ownerToken();
    for (List<String> command :
        List.of(
            List.of("users", "view", token),
            List.of("tokens", "ls", "--user", token),
            List.of("tokens", "rm", "ci", "-u", token),
            List.of("tokens", "create", "--name", token),
            List.of("audit", "ls", "--query", token))) {
      Result refused = admin.run(command.toArray(String[]::new));

      assertThat(refused.exitCode()).as(refused.err()).isEqualTo(2);
      assertThat(refused.err()).contains("is given a full token (expected: ");
      assertThat(refused.err() + refused.out()).doesNotContain(token);
    }
  }

  @Test
  void givenSecretsInAddresses_whenToldOfThem_thenTheyAreNotShown() {
    String token = server.ownerToken();
    String credentials = "http://bob:hunter2@keys.example.com";
    for (String url : List.of(token, credentials)) {
      InProcess person = new InProcess(home).with("LATCHKEY_URL", url);
      InProcess both = person.with("LATCHKEY_DB", "jdbc:sqlite:" + home.resolve("keys.db"));
      for (Result told :
          List.of(
              person.run("whoami"),
              person.run("doctor"),
              both.run("whoami"),
              both.run("doctor"),
              both.run("doctor", "-o", "json"))) {
        assertThat(told.exitCode()).isNotZero();
        assertThat(told.out() + told.err()).doesNotContain(token).doesNotContain("hunter2");
      }
    }
  }

  @Test
  void givenAnAddressThatGoesOn_whenAsked_thenItIsToldThatTheAddressIsWrong() {
    Result refused = admin.run("whoami", "--url", server.url() + "/keys");

    assertThat(refused.exitCode()).isEqualTo(5);
    assertThat(refused.err()).contains("look at the address of the server");
  }

  @Test
  void givenAnOutputThatTakesNothing_whenACommandPrints_thenItFails() {
    Writer full =
        new Writer() {
          @Override
          public void write(char[] buffer, int offset, int length) throws IOException {
            throw new IOException("no space left on device");
          }

          @Override
          public void flush() {}

          @Override
          public void close() {}
        };
    StringWriter err = new StringWriter();
    ProcessContext context =
        new ProcessContext(
            InputStream.nullInputStream(),
            new PrintWriter(full),
            new PrintWriter(err),
            Terminal.NONE,
            Map.of(),
            home,
            "nobody",
            InstantSource.system(),
            () -> false,
            Optional::empty);

    assertThat(new LatchkeyCli(context).run("version")).isEqualTo(1);
    assertThat(err.toString()).contains("the output could not be written");
  }

  @Test
  void givenASecretWithoutItsId_whenRemoved_thenItIsNotSent() {
    Result removed = admin.run("tokens", "rm", "aB3dE6gH9jK2mN5pQ8sT1v");

    assertThat(removed.exitCode()).isEqualTo(2);
    assertThat(removed.err()).contains("so it is not sent").doesNotContain("aB3dE6gH9jK2");
  }

  @Test
  void givenNamesThatLookLikeSecrets_whenTheTokensAreRemovedByThem_thenTheyAreFoundAndShown() {
    for (String name : List.of("BuildServer42Deploy", "production-Kubernetes2Frankfurt")) {
      create(name);

      Result removed = admin.run("tokens", "rm", name);

      assertThat(removed.exitCode()).as(removed.err()).isZero();
      assertThat(removed.out()).contains("Token has been expired.\n  " + name + " (");
    }
  }

  @Test
  void givenLettersThatJavaCouldNotRead_whenGivenOrSet_thenNothingIsDone() {
    String unreadable = "\ufffd\ufffd";

    Result removed = admin.run("tokens", "rm", unreadable);
    Result created = admin.with("LATCHKEY_TOKEN_NAME", unreadable).run("tokens", "create");

    assertThat(removed.exitCode()).isEqualTo(2);
    assertThat(removed.err()).contains("that can't be told apart in this locale", "LC_ALL=C.UTF-8");
    assertThat(created.exitCode()).isEqualTo(2);
    assertThat(created.err()).contains("LATCHKEY_TOKEN_NAME has letters that can't be told apart");
  }

  @Test
  void givenALineWithoutEnd_whenVerified_thenItIsRefusedWithoutReadingAllOfIt() {
    Result verified = admin.typing("x".repeat(20_000)).run("verify");

    assertThat(verified.exitCode()).isEqualTo(1);
    assertThat(verified.err()).contains("a line of the input has more than 16384 octets");
  }

  @Test
  void givenALoginToOneServer_whenAnotherIsNamed_thenTheSessionIsNotSentThere() {
    InProcess person = new InProcess(home);
    assertThat(person.run("login", server.url(), "--token", server.ownerToken()).exitCode())
        .isZero();

    try (TestServer other = new TestServer()) {
      Result list = person.run("tokens", "ls", "--url", other.url());

      assertThat(list.err()).contains("You are not logged in.");
    }
  }

  @Test
  void givenNoServerThere_whenACommandRuns_thenItSaysSoWithoutAStackTrace() {
    server.close();

    Result list = admin.run("tokens", "ls");

    assertThat(list.exitCode()).isEqualTo(5);
    assertThat(list.err()).contains("error: Trace=[list tokens: ]\nGET " + server.url());
    assertThat(list.err().lines()).hasSize(4);
  }

  @Test
  void givenATokenByName_whenRemovedTwice_thenItIsExpiredAndTheSecondTimeChangesNothing() {
    create("ci");

    Result removed = admin.run("tokens", "remove", "ci");
    assertThat(removed.out())
        .matches(
            "Token has been expired\\.\n  ci \\([0-9A-Za-z]{10}\\) of admin,"
                + " due 2026-01-09T03:04:05Z, last used never\n");
    assertThat(removed.err()).isEmpty();
    server.clock.advance(Duration.ofMinutes(1));
    assertThat(admin.run("token", "delete", "ci").out())
        .startsWith("Token had expired already.\n  ci (")
        .contains(", ended 2026-01-02T03:04:05Z,");

    assertThat(admin.run("audit", "list").out().lines())
        .filteredOn(line -> line.contains("  expire  "))
        .singleElement()
        .asString()
        .endsWith("2026-01-09T03:04:05.123456Z -> 2026-01-02T03:04:05.123456Z");
  }

  @Test
  void givenADeniedAttempt_whenTheTrailIsListed_thenItIsNotTakenForTheDeed() {
    admin.run("users", "create", "bob");
    String token = admin.run("tokens", "create", "-u", "bob", "-n", "bobs").out().strip();
    LatchkeyClient bob = LatchkeyClient.to(URI.create(server.url())).withToken(token);
    String id = server.owner.key().id().value();

    assertThatThrownBy(() -> bob.expireApiKey("me", id)).isInstanceOf(ApiException.class);

    assertThat(awaitInTrail("(denied)")).contains("  bob  ").contains("  expire (denied)  " + id);
  }

  /** The line of the trail with that text, which may take a second to get there. */
  private String awaitInTrail(String text) {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
    while (System.nanoTime() < deadline) {
      Optional<String> line =
          admin.run("audit", "list").out().lines().filter(each -> each.contains(text)).findFirst();
      if (line.isPresent()) {
        return line.get();
      }
    }
    throw new AssertionError("not in the trail: " + text);
  }

  @Test
  void givenNames_whenTheyHoldAnyCharacters_thenTheyAreFoundByThem() {
    for (String name :
        new String[] {
          "a b", "50% ü?#&", "..", "x+y", "0123456789", "production-kubernetesdeployer"
        }) {
      create(name);
      assertThat(admin.run("tokens", "rm", name).out())
          .as(name)
          .startsWith("Token has been expired.\n  " + name + " (");
    }
  }

  @Test
  void givenNoSuchToken_whenRemoved_thenItSaysSoAndFails() {
    Map<String, String> looked =
        Map.of(
            "nope",
            "a token named \"nope\" of yours",
            "0123456789",
            "a token named \"0123456789\" of yours, and for the key with the id 0123456789",
            "0123456789-" + "x".repeat(22),
            "the key with the id 0123456789");
    looked.forEach(
        (unknown, what) ->
            assertThat(admin.run("tokens", "rm", unknown))
                .isEqualTo(
                    failure(
                        "tokens remove",
                        ExitCode.NOT_FOUND,
                        "Trace=[fetch api key by name or id: ]\n" + NOT_FOUND,
                        "It looked for "
                            + what
                            + ". Name other users' tokens by id, or by name with --user; 'latchkey"
                            + " tokens list --all --include-expired' shows those that you may"
                            + " read.")));
    assertThat(admin.run("tokens", "rm", "tokenconfig"))
        .isEqualTo(
            usage(
                "tokens remove",
                "this is no id or full token, and as a name it must not be \"tokenconfig\", which is"
                    + " reserved"));
  }

  @Test
  void givenATokenWhereAUserBelongs_whenATokenIsCreated_thenItIsNotSentAnywhere() {
    Result refused =
        admin.with("LATCHKEY_TOKEN_USER", "0123456789-" + "x".repeat(22)).run("tokens", "create");

    assertThat(refused)
        .isEqualTo(
            usage(
                "tokens create",
                "LATCHKEY_TOKEN_USER: this is a token (expected: the name or the id of a user)"));
  }

  @Test
  void givenAnotherUsersToken_whenTheSiteOwnerRemovesItById_thenItIsExpired() {
    assertThat(admin.run("users", "create", "bob", "--role", "auditor"))
        .isEqualTo(new Result(0, "User bob has been created.\n", ""));
    String token = admin.run("tokens", "create", "-u", "bob", "-n", "ci").out().strip();

    assertThat(admin.run("tokens", "rm", "ci").exitCode()).isEqualTo(3);
    assertThat(admin.run("tokens", "rm", token.substring(0, 10)).out())
        .startsWith("Token has been expired.\n  ci (" + token.substring(0, 10) + ") of bob, due ");
    assertThat(admin.with("LATCHKEY_TOKEN", token).run("tokens", "ls", "-v").err())
        .contains("API key expired at \"");
  }

  @Test
  void givenNoTokens_whenListed_thenItSaysSoAndSucceeds() {
    admin.run("users", "create", "bob");
    String token = admin.run("tokens", "create", "-u", "bob").out().strip();
    InProcess bob = admin.with("LATCHKEY_TOKEN", token);
    String session =
        bob.run("login").exitCode() == 0 ? read(home.resolve(".config/latchkey/session")) : "";
    bob = bob.with("LATCHKEY_TOKEN", session);
    bob.run("tokens", "rm", token);

    assertThat(bob.run("tokens", "ls")).isEqualTo(new Result(0, "", "No tokens found.\n"));
    assertThat(bob.run("tokens", "ls", "-o", "json"))
        .isEqualTo(new Result(0, "[]\n", "No tokens found.\n"));
    assertThat(bob.run("tokens", "ls", "--include-expired").out()).contains(token.substring(0, 10));
  }

  @Test
  void givenALifetime_whenItIsWrong_thenItIsRefusedBeforeTheServerCreatesAnything() {
    assertThat(admin.run("tokens", "create", "--lifetime", "1y"))
        .isEqualTo(
            usage(
                "tokens create",
                "lifetime (8760h0m0s) is greater than the maximum allowed lifetime (168h0m0s)"));
    assertThat(admin.run("tokens", "create", "--lifetime", "0h").err())
        .contains("error: --lifetime: lifetime must be positive number greater than 0");
    assertThat(admin.with("LATCHKEY_TOKEN_LIFETIME", "soon").run("tokens", "create").err())
        .contains("error: LATCHKEY_TOKEN_LIFETIME: \"soon\" is not a duration");
    assertThat(admin.run("tokens", "ls").out().lines()).hasSize(2);
  }

  @Test
  void givenALifetime_whenItIsAllowed_thenTheTokenLivesThatLong() {
    admin.run("tokens", "create", "-n", "ci", "--lifetime", "1d12h30m");

    assertThat(admin.run("tokens", "view", "ci", "-c", "expires at").out())
        .isEqualTo("EXPIRES AT\n2026-01-03T15:34:05Z\n");
  }

  @Test
  void givenSeveralThingsWrong_whenCreated_thenAllOfThemAreTold() {
    Result created =
        admin.run("tokens", "create", "-n", "a/b", "--scope", "x", "--allow", "y:*, bad");

    assertThat(created.exitCode()).isEqualTo(1);
    assertThat(created.err())
        .contains("error: Trace=[create tokens: ]\n", "\n4 validation error(s) found\n")
        .contains("token_name: must not contain \"/\"", "allow_list: unknown resource type \"y\"");
  }

  @Test
  void givenATakenName_whenCreated_thenTheServersWordsAreShown() {
    create("ci");

    assertThat(admin.run("tokens", "create", "-n", "ci").err())
        .contains("A token with name \"ci\" already exists.")
        .contains("\n\tname: This value is already in use and should be unique.\n");
  }

  @Test
  void givenWrongUsage_whenRun_thenItFailsWithTwoAndNamesTheCommand() {
    assertThat(admin.run("tokens", "rm"))
        .isEqualTo(usage("tokens remove", "Missing required parameter: 'NAME|ID|TOKEN'"));
    assertThat(admin.run("tokens", "ls", "-o", "yaml").err())
        .contains(
            "error: Invalid value for option '--output': \"yaml\" is none of its words"
                + " (expected: table or json or csv)");
    assertThat(admin.run("completion", "tcsh").err())
        .contains("\"tcsh\" is none of its words (expected: bash or zsh or fish)");
    create("viewed");
    assertThat(admin.run("tokens", "view", "viewed", "-o", "json", "-c", "nope").exitCode())
        .isEqualTo(2);
    assertThat(admin.run("tokens", "ls", "-c", ",").err())
        .contains("error: --column names no column\n(expected: id, name, scopes,");
    assertThat(admin.run("tokens", "ls", "-c", "nope").err())
        .contains(
            "there is no column \"nope\" (did you mean \"name\"?)\n(expected: id, name, scopes,");
    assertThat(admin.run("nope").exitCode()).isEqualTo(2);
    assertThat(admin.run("audit", "list", "--limit", "0").err())
        .contains("--limit: 0 (expected: 1 or more)");
    assertThat(admin.run("audit", "list", "--key", "nope").err())
        .contains("--key: this is no id of a key");
  }

  @Test
  void givenAnOptionOrArgumentThatIsEmpty_whenRun_thenNothingElseIsChosenInItsPlace() {
    Map<List<String>, String> empty =
        Map.ofEntries(
            Map.entry(List.of("tokens", "create", "--user", ""), "--user"),
            Map.entry(List.of("tokens", "create", "-n", " "), "--name"),
            Map.entry(List.of("tokens", "create", "--lifetime="), "--lifetime"),
            Map.entry(List.of("tokens", "create", "--scope", ""), "--scope"),
            Map.entry(List.of("tokens", "create", "--allow", ""), "--allow"),
            Map.entry(List.of("tokens", "list", "-u", ""), "--user"),
            Map.entry(List.of("tokens", "list", "-c", ""), "--column"),
            Map.entry(List.of("tokens", "view", "owner-token", "-u", ""), "--user"),
            Map.entry(List.of("tokens", "rm", "owner-token", "-u", ""), "--user"),
            Map.entry(List.of("users", "create", "bob", "--role", ""), "--role"),
            Map.entry(List.of("users", "list", "--role", ""), "--role"),
            Map.entry(List.of("users", "list", "--status", ""), "--status"),
            Map.entry(List.of("audit", "list", "--actor", ""), "--actor"),
            Map.entry(List.of("audit", "list", "--query", ""), "--query"),
            Map.entry(List.of("verify", "--key", ""), "--key"),
            Map.entry(List.of("verify", "--scope", ""), "--scope"),
            Map.entry(List.of("whoami", "--token", ""), "--token"),
            Map.entry(List.of("whoami", "--url", ""), "--url"),
            Map.entry(List.of("whoami", "--as", ""), "--as"),
            Map.entry(List.of("whoami", "--config", ""), "--config"),
            Map.entry(List.of("whoami", "--global-config", ""), "--global-config"));
    empty.forEach(
        (arguments, option) -> {
          Result refused = admin.run(arguments.toArray(String[]::new));

          assertThat(refused.exitCode()).as(arguments.toString()).isEqualTo(2);
          assertThat(refused.err())
              .contains("error: " + option + " is empty (expected: a value, or no such option)");
        });
    assertThat(admin.run("users", "delete", "").err()).contains("error: USER is empty");
    assertThat(admin.run("users", "set-roles", "bob", "").err()).contains("error: ROLE is empty");
    assertThat(admin.run("tokens", "rm", "owner-token", "").err())
        .contains("error: NAME|ID|TOKEN is empty");
    assertThat(admin.run("tokens", "create", "-u", "", "-n", "").err())
        .contains("--user is empty", "--name is empty");
    assertThat(admin.run("tokens", "ls", "--include-expired", "-q").out().lines()).hasSize(1);
  }

  @Test
  void givenAToken_whenViewed_thenTheOutputsAreTheReviewedOnes() {
    check("tokens-view.txt", "tokens", "view", server.owner.key().id().value());
    check("tokens-view.json", "tokens", "view", "-o", "json", "owner-token");
  }

  @Test
  void givenATokenInTheList_whenListed_thenTheOutputsAreTheReviewedOnes() {
    check("tokens-list.txt", "tokens", "list");
    check("tokens-list-all.txt", "tokens", "list", "--all");
    check("tokens-list.json", "tokens", "list", "--all", "--output", "json");
    check("audit-list.txt", "audit", "list");
    check("audit-list.json", "audit", "list", "--limit", "1", "-o", "json");
  }

  @Test
  void givenANameThatSpoofsATerminal_whenServersEchoIt_thenItIsHarmless() {
    String trick = "x\u202eevil";
    create(trick);

    assertThat(admin.run("tokens", "ls").out()).contains("x\\u202eevil").doesNotContain("\u202e");
    assertThat(admin.run("tokens", "ls", "-o", "json").out()).contains("\"x\\u202eevil\"");
    assertThat(admin.run("tokens", "create", "-n", trick).err())
        .contains("x\\u202eevil")
        .doesNotContain("\u202e");
  }

  private void check(String golden, String... arguments) {
    Result result = admin.run(arguments);
    assertThat(result.exitCode()).as(result.err()).isZero();
    assertThat(result.err()).isEmpty();
    String uuid = "[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}";
    Golden.check(
        golden,
        result
            .out()
            .replace(server.owner.key().id().value(), "KEYID67890")
            .replaceAll(uuid, "00000000-0000-0000-0000-000000000001"));
  }

  private void create(String name) {
    Result created = admin.run("tokens", "create", "--name", name);
    assertThat(created.exitCode()).as(created.err()).isZero();
  }

  private static Result usage(String command, String text) {
    return failure(
        command, ExitCode.USAGE, text, "'latchkey " + command + " --help' shows what there is.");
  }

  private static Result failure(String command, ExitCode exitCode, String why, String next) {
    return new Result(
        exitCode.number(),
        "",
        "Encountered an error running \"latchkey %s\", see \"latchkey %s --help\" for more information\nerror: %s\nSuggestion: %s\n"
            .formatted(command, command, why, next));
  }

  private static String permissions(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
