package dev.latchkey.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What options, the environment and the configuration file say together. */
class ConfigurationTest {

  @TempDir Path home;

  private InProcess person;

  @BeforeEach
  void setUp() {
    person = new InProcess(home);
  }

  @Test
  void givenAFileAVariableAndAnOption_whenPrinted_thenEachBeatsTheOneBefore() throws IOException {
    Path file = write("config", "retention = 1d", "log-format = json", "api-rate-limit = 7");

    Result printed =
        person
            .with("LATCHKEY_CONFIG", file.toString())
            .with("LATCHKEY_RETENTION", "2d")
            .with("LATCHKEY_LOG_FORMAT", "text")
            .run("server", "--print-config", "--retention", "3d");

    assertThat(printed.exitCode()).isZero();
    assertThat(printed.out())
        .contains("# from --retention\nretention = 3d\n")
        .contains("# from LATCHKEY_LOG_FORMAT\nlog-format = text\n")
        .contains("# from " + file + ":3\napi-rate-limit = 7\n")
        .contains("# from default\nmax-connections = 10000\n");
  }

  @Test
  void givenNothing_whenPrinted_thenItIsTheReviewedText() {
    Result printed = person.run("server", "--print-config");

    assertThat(printed.err()).isEmpty();
    Golden.check("print-config.txt", printed.out().replace(home.toString(), "/home/alice"));
    assertThat(home).isEmptyDirectory();
  }

  @Test
  void givenWhatWasPrinted_whenItIsTheFile_thenTheSameHolds() throws IOException {
    String first = person.run("server", "--print-config", "--retention", "3d").out();
    Path file = write("printed", first);

    String second = person.run("server", "--print-config", "--config", file.toString()).out();

    assertThat(settings(second)).isEqualTo(settings(first)).contains("retention = 3d");
  }

  @Test
  void givenAPasswordInTheFile_whenPrinted_thenItIsMasked() throws IOException {
    Path file = write("config", "db = jdbc:postgresql://db/keys?user=me&password=hunter2&ssl=true");

    Result printed = person.run("server", "--print-config", "--config", file.toString());

    assertThat(printed.out()).contains("?user=me&password=***&ssl=true\n");
    assertThat(printed.toString()).doesNotContain("hunter2");
  }

  @Test
  void givenAVariableThatWouldSteerATerminal_whenPrinted_thenItIsHarmless() {
    assertThat(
            person
                .with("LATCHKEY_TRUSTED_PROXIES", "\033[31m10.0.0.0/8")
                .run("server", "--print-config")
                .toString())
        .doesNotContain("\033");
  }

  @Test
  void givenManyThingsWrong_whenRead_thenAllAreToldWithTheirLines() throws IOException {
    Path file =
        write(
            "config",
            "# a comment, and an empty line",
            "",
            "retenion = 1d",
            "db = jdbc:sqlite:a.db",
            "db = jdbc:sqlite:b.db",
            "no equals sign",
            "token = 0123456789-aB3dE6gH9jK2mN5pQ8sT1v",
            "max-connections = lots",
            "http-address =");

    Result refused =
        person
            .with("LATCHKEY_LOG_FORMAT", "yaml")
            .run("server", "--config", file.toString(), "--retention", "soon");

    assertThat(refused.exitCode()).isEqualTo(2);
    assertThat(refused.err().lines().map(String::strip))
        .contains(
            file + ":3: there is no setting \"retenion\" (did you mean \"retention\"?)",
            file + ":5: db is set in line 4 already",
            file + ":6: there is no = (expected: name = value)",
            file + ":7: a token has no place in a file; log in with 'latchkey login'",
            file + ":8: max-connections: lots (expected: 1 or more)",
            file + ":9: http-address is empty (expected: a value, or no such line)",
            "LATCHKEY_LOG_FORMAT: yaml (expected: text or json)")
        .anyMatch(line -> line.startsWith("--retention: \"soon\" is not a duration"));
    assertThat(refused.err()).doesNotContain("aB3dE6gH9jK2mN5pQ8sT1v");
  }

  @Test
  void givenVariablesThatAreMistyped_whenAServerStartsOrTheDoctorLooks_thenTheyAreTold() {
    InProcess mistyped =
        person
            .with("LATCHKEY_RETENTOIN", "3d")
            .with("LATCHKEY_SERVICE_HOST", "10.0.0.1")
            .with("LATCHKEY_PORT_3000_TCP", "tcp://10.0.0.1:3000");
    String problem =
        "LATCHKEY_RETENTOIN: there is no such variable (did you mean \"LATCHKEY_RETENTION\"?)";

    for (Result told : List.of(mistyped.run("server", "--print-config"), mistyped.run("doctor"))) {
      assertThat(told.exitCode()).isNotZero();
      assertThat(told.out() + told.err()).contains(problem).doesNotContain("10.0.0.1");
    }
  }

  @Test
  void givenOptionsForAServer_whenTheDoctorLooks_thenItUsesThem() {
    assertThat(person.run("doctor", "--url", "http://127.0.0.1:1", "--token", "x").out())
        .contains("ok     configuration")
        .doesNotContain("has no meaning");
  }

  @Test
  void givenAFolderThatCanBeNone_whenTheDoctorLooks_thenItSaysSoAsAFinding() throws IOException {
    Path file = Files.createFile(home.resolve("file"));

    Result told = person.with("LATCHKEY_CONFIG_DIR", file.toString()).run("doctor");

    assertThat(told.exitCode()).isEqualTo(1);
    assertThat(told.out()).contains("ok     program", "WRONG  ").contains(file.toString());
  }

  @Test
  void givenAFileForServers_whenAnotherCommandReadsIt_thenWhatIsNotForItDoesNotMatter()
      throws IOException {
    Path database = Files.createFile(home.resolve("latchkey.db"));
    Path folder = Files.createDirectories(home.resolve(".config/latchkey"));
    Files.writeString(
        folder.resolve("config"), "http-address = 0.0.0.0:80\ndb = jdbc:sqlite:" + database + "\n");

    assertThat(person.run("users", "create", "bob").exitCode()).isZero();
    assertThat(person.run("users", "list", "-c", "username", "--no-headers").out())
        .isEqualTo("bob\n");
  }

  @Test
  void givenAFileThatIsNotThere_whenItWasAskedFor_thenItIsAnError() {
    Result refused = person.run("tokens", "list", "--config", home.resolve("none").toString());

    assertThat(refused.exitCode()).isEqualTo(2);
    assertThat(refused.err()).contains("--config: cannot read " + home.resolve("none"));
  }

  @Test
  void givenValuesThatAreWrong_whenACommandUsesThem_thenItSaysWhereTheyAreSet() throws IOException {
    Path noFile = home.resolve("none");
    Path database = write("db", "db = jdbc:sqlite:" + noFile);
    Path server = write("url", "url = ftp://keys.example.com");
    Path kind = write("kind", "db = jdbc:oracle:keys");

    assertThat(refused(person.with("LATCHKEY_CONFIG", noFile.toString())))
        .contains("LATCHKEY_CONFIG: cannot read " + noFile);
    assertThat(refused(person.with("LATCHKEY_CONFIG", database.toString())))
        .contains(database + ":1: there is no database file " + noFile);
    assertThat(refused(person.with("LATCHKEY_CONFIG", server.toString())))
        .contains(server + ":1: \"ftp://keys.example.com\" is not the address of a server");
    assertThat(refused(person.with("LATCHKEY_CONFIG", kind.toString())))
        .contains(kind + ":1: this kind of database is not supported: jdbc:oracle:");
    assertThat(refused(person.with("LATCHKEY_URL", "keys.example.com")))
        .contains("LATCHKEY_URL: \"keys.example.com\" is not the address of a server");
    assertThat(refused(person.with("LATCHKEY_DB", "keys.db")))
        .contains("LATCHKEY_DB: this kind of database is not supported");
    assertThat(
            refused(
                person
                    .with("LATCHKEY_DB", "jdbc:sqlite:" + Files.createFile(home.resolve("keys.db")))
                    .with("LATCHKEY_MAX_TOKEN_LIFETIME", "soon")))
        .contains("LATCHKEY_MAX_TOKEN_LIFETIME: \"soon\" is not a duration");
  }

  private static String refused(InProcess person) {
    Result refused = person.with("LATCHKEY_TOKEN", "x").run("tokens", "list");
    assertThat(refused.exitCode()).isIn(2, 5);
    return refused.err();
  }

  @Test
  void givenAFolderInPlaceOfALoginFile_whenTheDoctorLooks_thenItSaysSo() throws IOException {
    Path folder = Files.createDirectories(home.resolve("login"));
    Files.writeString(folder.resolve("url"), "http://127.0.0.1:1");
    Files.createDirectory(folder.resolve("session"));

    assertThat(person.run("doctor", "--global-config", folder.toString()).out())
        .contains(folder.resolve("session") + " is no file")
        .contains("-> Move it out of the way, and log in again with a new token.");
  }

  @Test
  void givenAFileThatIsNoDatabase_whenTheDoctorLooks_thenItSaysNothingOfRunningOne()
      throws IOException {
    Path file = write("keys.db", "This is a text, and long enough not to be taken for empty.");

    assertThat(person.run("doctor", "--db", "jdbc:sqlite:" + file).out())
        .contains("the file is no SQLite database, or it is damaged")
        .contains("-> Mend what is named, or name another database.");
  }

  @Test
  void givenAPasswordThatOthersCanRead_whenTheDoctorLooks_thenItIsFound() throws IOException {
    Path file = write("config", "db = jdbc:postgresql://127.0.0.1:1/keys?password=hunter2");

    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
    Result others = person.run("doctor", "--config", file.toString());
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    Result alone = person.run("doctor", "--config", file.toString());

    assertThat(others.out()).contains(file + " has rw-r--r--: others can read it");
    assertThat(alone.out()).contains(file + " has rw-------").doesNotContain("others can");
  }

  @Test
  void givenValuesThatAreWrong_whenTheDoctorLooks_thenAllAreToldWithWhereTheyAreSet()
      throws IOException {
    Path file =
        write(
            "config",
            "max-connections = lots",
            "retention = soon",
            "http-address = 127.0.0.1:70000",
            "lease = 1ms",
            "url = ftp://keys.example.com",
            "tls-cert = /no/such/cert.pem");

    Result doctor =
        person
            .with("LATCHKEY_CONFIG", file.toString())
            .with("LATCHKEY_LOG_FORMAT", "yaml")
            .with("LATCHKEY_MAX_TOKEN_LIFETIME", "soon")
            .with("LATCHKEY_TOKEN_LIFETIME", "0h")
            .with("LATCHKEY_TOKEN_NAME", "a/b")
            .with("LATCHKEY_TOKEN_USER", "0123456789-aB3dE6gH9jK2mN5pQ8sT1v")
            .run("doctor");

    assertThat(doctor.exitCode()).isEqualTo(1);
    assertThat(doctor.out().lines().filter(line -> line.startsWith("WRONG  configuration")))
        .map(line -> line.replaceFirst("WRONG +configuration +", ""))
        .anyMatch(line -> line.startsWith(file + ":2: retention: \"soon\" is not a duration"))
        .anyMatch(line -> line.startsWith(file + ":3: http-address: \"127.0.0.1:70000\""))
        .anyMatch(line -> line.startsWith(file + ":4: lease: "))
        .anyMatch(line -> line.startsWith(file + ":5: \"ftp://keys.example.com\" is not the"))
        .anyMatch(line -> line.startsWith("LATCHKEY_MAX_TOKEN_LIFETIME: \"soon\" is not a"))
        .contains(
            file + ":1: max-connections: lots (expected: 1 or more)",
            "--tls-cert and --tls-key go together (expected: both or none)",
            "LATCHKEY_LOG_FORMAT: yaml (expected: text or json)",
            "LATCHKEY_TOKEN_LIFETIME: lifetime must be positive number greater than 0",
            "LATCHKEY_TOKEN_NAME: must not contain \"/\"",
            "LATCHKEY_TOKEN_USER: this is a token (expected: the name or the id of a user)");
    assertThat(doctor.out()).doesNotContain("aB3dE6gH9jK2mN5pQ8sT1v");
  }

  @Test
  void givenAUserToActFor_whenTheDoctorLooks_thenItSaysWhetherThatCanBe() throws IOException {
    Path database = Files.createFile(home.resolve("keys.db"));
    InProcess operator = person.with("LATCHKEY_DB", "jdbc:sqlite:" + database);
    operator.run("users", "create", "bob");

    assertThat(operator.with("LATCHKEY_AS", "bob").run("doctor").out())
        .contains("ok     as            commands act in the name of bob");
    assertThat(operator.with("LATCHKEY_AS", "eve").run("doctor").out())
        .contains("WRONG  as            LATCHKEY_AS: there is no such user");
    assertThat(
            person
                .with("LATCHKEY_AS", "bob")
                .with("LATCHKEY_URL", "http://127.0.0.1:1")
                .run("doctor")
                .out())
        .contains("WRONG  as            LATCHKEY_AS: nobody acts for others on a server")
        .contains("WRONG  server");
  }

  private Path write(String name, String... lines) throws IOException {
    return Files.writeString(home.resolve(name), String.join("\n", lines) + "\n");
  }

  /** Without where they come from. */
  private static String settings(String printed) {
    return printed.replaceAll("(?m)^#.*\n", "");
  }

  @Test
  void givenAConfigurationFileThatCannotBeReached_whenACommandRuns_thenItIsNotPassedOver()
      throws Exception {
    Path folder = home.resolve("folder");
    // It leads to itself, as nobody but root may be kept out of a folder.
    Files.createSymbolicLink(folder, folder);

    Result refused =
        new InProcess(home).run("server", "--print-config", "--global-config", folder.toString());

    assertThat(refused.exitCode()).as(refused.out()).isEqualTo(2);
    assertThat(refused.err()).contains("cannot read " + folder.resolve("config"));
  }

  @Test
  void givenLettersThatCannotBeReadOrATokenInASetting_whenACommandRuns_thenItIsRefused() {
    String token = "0123456789-aB3dE6gH9jK2mN5pQ8sT1v";
    InProcess person = new InProcess(home);

    Result unreadable = person.run("tokens", "list", "--db", "jdbc:sqlite:k\ufffd.db");
    Result named = person.run("tokens", "list", "--db", "jdbc:sqlite:k.db", "--as", token);

    assertThat(unreadable.exitCode()).isEqualTo(2);
    assertThat(unreadable.err()).contains("--db has letters that can't be told apart");
    assertThat(named.exitCode()).isEqualTo(2);
    assertThat(named.err())
        .contains("--as is given a full token")
        .doesNotContain(token.substring(11));
  }
}
