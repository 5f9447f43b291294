package dev.latchkey.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.core.Latchkey;
import dev.latchkey.core.audit.Actor.LocalOperator;
import dev.latchkey.core.audit.AuditEntry;
import dev.latchkey.core.authority.Caller;
import dev.latchkey.core.key.KeyId;
import dev.latchkey.core.port.AuditQueries.Filter;
import dev.latchkey.core.usecase.FindUser.Purpose;
import dev.latchkey.core.usecase.IssuedKey;
import dev.latchkey.core.usecase.NewToken;
import dev.latchkey.core.usecase.NewUser;
import dev.latchkey.core.user.User;
import dev.latchkey.core.user.UserRef;
import dev.latchkey.jdbi.JdbiKeyStore;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code import} and {@code export} on SQLite files, within one process. */
class ImportExportTest {

  private static final Caller TEST = Caller.system("test");
  private static final String SECRET = "s".repeat(22);
  @TempDir Path folder;

  private Path database;
  private InProcess person;

  @BeforeEach
  void setUp() {
    database = newDatabase("keys.db");
    person = new InProcess(folder).with("LATCHKEY_DB", "jdbc:sqlite:" + database);
  }

  @Test
  void givenAKeyOfAnotherProduct_whenHashedInTheShellAndImported_thenItsTokenWorks()
      throws Exception {
    Path file = write(line("a1B2c3D4e5", hashedInTheShell("a1B2c3D4e5-" + SECRET), "ci"));

    assertThat(person.run("import", file.toString()))
        .isEqualTo(new Result(0, "1 token(s) of 1 user(s) have been imported.\n", ""));

    on(
        database,
        latchkey ->
            assertThat(latchkey.verifyKey().execute("a1B2c3D4e5-" + SECRET).isValid()).isTrue());
    try (JdbiKeyStore store = JdbiKeyStore.sqlite(database)) {
      AuditEntry entry =
          store.audit().search(Filter.ofKey(new KeyId("a1B2c3D4e5")), 0, 9).entries().get(0);
      assertThat(entry.actor()).isEqualTo(new LocalOperator(InProcess.ACCOUNT));
      assertThat(entry.request().userAgent()).isEqualTo("latchkey import");
    }
  }

  @Test
  void givenADatabaseWithTokens_whenExportedAndImportedElsewhere_thenTheyWorkThere()
      throws IOException {
    List<IssuedKey> issued = issueIn(database);
    Path other = newDatabase("other.db");
    Path file = folder.resolve("tokens.jsonl");

    Result export = person.run("export", "--include-expired", "--output", file.toString());
    Result imported =
        person.run("import", "--db", "jdbc:sqlite:" + other, "-o", "json", file.toString());

    assertThat(export)
        .isEqualTo(new Result(0, "2 token(s) have been written to " + file + ".\n", ""));
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertThat(imported)
        .isEqualTo(
            new Result(
                0,
                """
                {
                  "dry_run": false,
                  "tokens": 2,
                  "users": 1,
                  "problems": [ ]
                }
                """,
                ""));
    assertThat(new InProcess(folder).run("export", "--include-expired", "--db", url(other)).out())
        .isEqualTo(Files.readString(file));
    on(
        other,
        latchkey -> {
          assertThat(isValid(latchkey, issued.get(0))).isTrue();
          assertThat(isValid(latchkey, issued.get(1))).isFalse();
        });
  }

  @Test
  void givenExpiredTokens_whenExported_thenOnlyTheLiveOnesAreThereUnlessAskedFor() {
    List<IssuedKey> issued = issueIn(database);

    Result export = person.run("export");

    assertThat(export.err()).isEmpty();
    assertThat(export.out().lines())
        .singleElement()
        .asString()
        .startsWith("{\"id\":\"" + issued.get(0).key().id() + "\",\"secret_sha256\":\"");
    assertThat(person.run("export", "--include-expired").out().lines()).hasSize(2);
  }

  @Test
  void givenStandardInput_whenTriedAndImported_thenBothSayTheSame() {
    InProcess typing =
        person.typing(line("a1B2c3D4e5", "0".repeat(64), "ci").getBytes(StandardCharsets.UTF_8));

    assertThat(typing.run("import", "--dry-run", "-"))
        .isEqualTo(
            new Result(0, "1 token(s) of 1 user(s) can be imported. Nothing was changed.\n", ""));
    assertThat(typing.run("import", "-").exitCode()).isZero();
    assertThat(typing.run("import", "-").err())
        .contains(
            """
            nothing was imported: 2 problem(s)
            line 1: id: a key with this id is stored, or was (expected: a new one)
            line 1: name: a live token of the owner has it (expected: a free one)
            """);
  }

  @Test
  void givenAFileWithMistakes_whenImported_thenAllAreToldTogetherAndNothingIsStored()
      throws IOException {
    String token = "a1B2c3D4e5-Zx9" + "q".repeat(19);
    Path file =
        write(
            line("a1B2c3D4e5", "0".repeat(64), "ci")
                + line(token, token, token)
                + "nonsense\n"
                + line("a1B2c3D4e6", "0".repeat(64), "x\\n\\u001b[31m"));

    Result imported = person.run("import", file.toString());

    assertThat(imported)
        .isEqualTo(
            new Result(
                1,
                "",
                """
                Encountered an error running "latchkey import", see "latchkey import --help" for more information
                error: nothing was imported: 5 problem(s)
                line 2: id: a key id is 10 characters of 0-9A-Za-z (got 33 characters)
                line 2: secret_sha256: must be the SHA-256 of the secret, as 64 hex digits (got 33 characters)
                line 2: name: must not contain a token
                line 3: is not JSON at column 1 (expected: one JSON object)
                line 4: name: must not contain control characters or broken Unicode
                Suggestion: Mend what is named above, then run the command again.
                """));
    assertThat(person.run("export", "--include-expired").out()).isEmpty();
  }

  @Test
  void givenVeryManyMistakes_whenImported_thenPeopleSeeAHundredAndScriptsAll() throws IOException {
    Path file = write("{}\n".repeat(30));

    Result text = person.run("import", file.toString());
    Result json = person.run("import", "-o", "json", file.toString());

    assertThat(text.err().lines()).hasSize(104).contains("and 50 more; -o json shows all");
    assertThat(json.exitCode()).isEqualTo(1);
    assertThat(json.out()).startsWith("{\n  \"dry_run\": false,\n  \"tokens\": 0,");
    assertThat(json.out().lines().filter(line -> line.contains("\"is missing\""))).hasSize(150);
    assertThat(json.err()).contains("error: nothing was imported: 150 problem(s)\n");
  }

  @Test
  void givenAScopeThatShowsAToken_whenRefused_thenItIsNotRepeated() throws IOException {
    String token = "a1B2c3D4e5-Zx9" + "q".repeat(19);
    Path file =
        write(
            line("a1B2c3D4e5", "0".repeat(64), "ci")
                .replace("}", ",\"scopes\":[\"%s\"],\"%s\":1}".formatted(token, token)));

    Result text = person.run("import", file.toString());
    Result json = person.run("import", "-o", "json", file.toString());

    assertThat(text.exitCode()).isEqualTo(1);
    assertThat(text.err() + json.out() + json.err())
        .contains("a1B2c3D4e5-****")
        .doesNotContain("Zx9");
  }

  @Test
  void givenATokenAcrossTheEndOfALongMessage_whenRefused_thenNothingOfItsSecretIsShown()
      throws IOException {
    String secret = "aB3dE6gH9jK2mN5pQ8sT1v";
    for (int length = 200; length < 300; length++) {
      String scope = "x ".repeat(length).substring(0, length) + "/0123456789-" + secret;
      Path file =
          write(
              line("a1B2c3D4e5", "0".repeat(64), "ci")
                  .replace("}", ",\"scopes\":[\"%s\"]}".formatted(scope)));

      assertThat(person.run("import", file.toString()).err())
          .contains("x x x")
          .doesNotContain(secret.substring(0, 3));
    }
  }

  @Test
  void givenVerbose_whenImported_thenTheRequestOfItsEntriesIsTold() throws IOException {
    Path file = write(line("a1B2c3D4e5", "00".repeat(32), "ci"));

    Result imported = person.run("import", file.toString(), "-v");
    String request = person.run("audit", "list", "-o", "json").out();

    assertThat(imported.exitCode()).as(imported.err()).isZero();
    assertThat(imported.err()).matches("on the database, request [0-9a-f-]{36}\n");
    assertThat(request)
        .contains("\"request_id\": \"" + imported.err().strip().replaceFirst(".* ", ""));
  }

  @Test
  void givenNoDatabaseThere_whenImportedOrExported_thenNoneIsMade() throws IOException {
    Path file = write("");
    Path none = folder.resolve("none.db");

    assertThat(person.run("export", "--db", url(none)).err())
        .contains("--db: there is no database file " + none);
    assertThat(person.run("import", "--db", url(none), file.toString()).exitCode()).isEqualTo(5);
    assertThat(new InProcess(folder).run("export").err()).contains(".local/share/latchkey");
    assertThat(person.run("export", "--db", "jdbc:h2:mem").err()).contains("--db: this kind of");
    assertThat(none).doesNotExist();
  }

  @Test
  void givenAFileThatIsNone_whenImportedOrExportedOver_thenItIsTold() throws IOException {
    Path file = write("mine");

    assertThat(person.run("import", folder.resolve("none").toString()).err())
        .contains("cannot read " + folder.resolve("none") + ": NoSuchFileException");
    assertThat(person.run("import", folder.toString()).err()).contains("cannot read " + folder);
    assertThat(person.run("export", "--output", file.toString()).err()).contains("exists already");
    assertThat(person.run("export", "--output", folder.resolve("no/file").toString()).err())
        .contains("(expected: a path in a folder that exists)");
    assertThat(file).hasContent("mine");
  }

  @Test
  void givenAnExportThatFails_whenItEnds_thenNoFileIsLeft() throws IOException {
    Path broken = Files.writeString(folder.resolve("broken.db"), "no database".repeat(100));
    Path file = folder.resolve("tokens.jsonl");

    Result export = person.run("export", "--db", url(broken), "--output", file.toString());

    assertThat(export.exitCode()).isEqualTo(1);
    assertThat(export.err()).contains("cannot open the database");
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files.map(Path::getFileName).map(Path::toString))
          .noneMatch(name -> name.startsWith("tokens.jsonl"));
    }
  }

  @Test
  void givenManyTokens_whenImported_thenAllComeIn() throws IOException {
    Path file =
        write(
            IntStream.range(0, 3000)
                .mapToObj(
                    number ->
                        line(
                            String.format(Locale.ROOT, "%010d", number),
                            "0".repeat(64),
                            "t" + number))
                .collect(Collectors.joining()));

    assertThat(person.run("import", file.toString()).out()).startsWith("3000 token(s) of 1 user");
    assertThat(person.run("export").out().lines()).hasSize(3000);
  }

  private Path newDatabase(String name) {
    Path file = folder.resolve(name);
    on(file, latchkey -> latchkey.createUser().execute(TEST, NewUser.member("maria")));
    return file;
  }

  /** A live token and an expired one. */
  private static List<IssuedKey> issueIn(Path database) {
    try (Latchkey latchkey = Latchkey.on(JdbiKeyStore.sqlite(database)).build()) {
      User maria = latchkey.findUser().execute(TEST, new UserRef("maria"), Purpose.READ);
      IssuedKey live = latchkey.createKey().execute(TEST, maria.id(), NewToken.named("live"));
      IssuedKey expired = latchkey.createKey().execute(TEST, maria.id(), NewToken.named("dead"));
      latchkey.expireKey().execute(TEST, expired.key().id());
      return List.of(live, expired);
    }
  }

  private static void on(Path database, Consumer<Latchkey> work) {
    try (Latchkey latchkey = Latchkey.on(JdbiKeyStore.sqlite(database)).build()) {
      work.accept(latchkey);
    }
  }

  private static boolean isValid(Latchkey latchkey, IssuedKey issued) {
    return latchkey.verifyKey().execute(issued.plaintext().reveal()).isValid();
  }

  /** The one-liner of {@code docs/import-export.md}. */
  private static String hashedInTheShell(String token) throws Exception {
    ProcessBuilder shell =
        new ProcessBuilder("sh", "-c", "printf %s \"${token#*-}\" | sha256sum | cut -d' ' -f1");
    shell.environment().put("token", token);
    Process process = shell.start();
    String hash = new String(process.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
    assertThat(process.waitFor()).isZero();
    return hash.strip();
  }

  private static String line(String id, String hash, String name) {
    return """
    {"id":"%s","secret_sha256":"%s","owner":"maria","name":"%s","expires_at":"2099-01-01T00:00:00Z"}
    """
        .formatted(id, hash, name);
  }

  private Path write(String text) throws IOException {
    return Files.writeString(Files.createTempFile(folder, "in", ".jsonl"), text);
  }

  private static String url(Path file) {
    return "jdbc:sqlite:" + file;
  }
}
