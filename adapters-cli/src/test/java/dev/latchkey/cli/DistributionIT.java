package dev.latchkey.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The launcher, wherever it is called from and whichever Java it finds. */
class DistributionIT {

  private static final Path LAUNCHER = Path.of("target/latchkey/bin/latchkey").toAbsolutePath();

  @TempDir Path folder;

  @Test
  void givenAnotherFolder_whenLaunched_thenNothingButTheAnswerIsPrinted() throws IOException {
    assertThat(version(LAUNCHER, Path.of(System.getProperty("java.home"))))
        .matches("Latchkey \\d+\\.\\d+\\.\\d+\\S*\\R");
  }

  @Test
  void givenSymbolicLinksInAFolderWithABlank_whenLaunchedThroughThem_thenItFindsItsJars()
      throws IOException {
    // Not in the temporary folder: JUnit warns about links that lead out of it.
    Path links = Files.createTempDirectory(Path.of("target").toAbsolutePath(), "with space ");
    Files.createSymbolicLink(links.resolve("first"), LAUNCHER);
    Path second = Files.createSymbolicLink(links.resolve("second"), Path.of("first"));

    assertThat(version(second, Path.of(System.getProperty("java.home")))).startsWith("Latchkey ");
  }

  @Test
  void givenAJavaThatIsTooOld_whenLaunched_thenItSaysWhichJavaItNeeds() throws IOException {
    Path home = Files.createDirectories(folder.resolve("jdk-11/bin")).getParent();
    Files.writeString(home.resolve("release"), "JAVA_VERSION=\"11.0.2\"\n");
    Path java = Files.writeString(home.resolve("bin/java"), "#!/bin/sh\n");
    assertThat(java.toFile().setExecutable(true)).isTrue();

    assertThat(version(LAUNCHER, home)).contains("needs Java 17 or newer", "11.0.2");
  }

  @Test
  void givenAJavaHomeWithoutJava_whenLaunched_thenItSaysSo() throws IOException {
    assertThat(version(LAUNCHER, folder)).contains("JAVA_HOME is " + folder);
  }

  @Test
  void givenAFolderFromWhichNoLibraryCanBeLoaded_whenADatabaseIsOpened_thenItSaysWhichAndWhatToDo()
      throws Exception {
    Path noFolder = Files.createFile(folder.resolve("file"));
    Path database = Files.createFile(folder.resolve("keys.db"));
    Distribution distribution =
        new Distribution(folder, Map.of("LATCHKEY_JAVA_OPTS", "-Dorg.sqlite.tmpdir=" + noFolder));

    Result list = distribution.run("users", "list", "--db", "jdbc:sqlite:" + database);

    assertThat(list.exitCode()).isEqualTo(1);
    assertThat(list.err())
        .contains("the native library of SQLite can't be unpacked to " + noFolder)
        .contains("not mounted noexec", "-Dorg.sqlite.tmpdir=FOLDER", "LATCHKEY_JAVA_OPTS")
        .doesNotContain("SEVERE", "\tat ", "    at ");
  }

  @Test
  void givenTheLocaleOfC_whenNamesAreInAnotherScript_thenTheyAreToldApart() throws Exception {
    String database = " --user bob --db jdbc:sqlite:" + Files.createFile(folder.resolve("keys.db"));
    Distribution distribution = new Distribution(folder, Map.of());
    assertThat(distribution.run("users", "create", "bob", "--db", database.split(" ")[4]).err())
        .isEmpty();
    // Two letters each, as octets: this test may run in any locale itself.
    String one = "\"$(printf '\\320\\272\\320\\273')\"";
    String other = "\"$(printf '\\320\\274\\320\\276')\"";

    Result created = inC("tokens create --name " + one + database);
    Result removed = inC("tokens rm " + other + database);
    Result listed = inC("tokens list --all -c name --no-headers" + database.substring(11));

    assertThat(created.exitCode()).as(created.err()).isZero();
    assertThat(removed.exitCode()).as(removed.err()).isEqualTo(3);
    assertThat(listed.out()).isEqualTo("\u043a\u043b\n");
  }

  @Test
  void givenAStandardInputThatIsClosed_whenATokenIsWanted_thenThereIsNone() throws Exception {
    Result verified = inC("verify --url http://127.0.0.1:1 <&-");

    assertThat(verified.exitCode()).isEqualTo(2);
    assertThat(verified.err()).contains("there is no token on standard input");
  }

  private Result inC(String command) throws Exception {
    ProcessBuilder builder = new ProcessBuilder("sh", "-c", LAUNCHER + " " + command);
    builder.environment().putAll(Map.of("LC_ALL", "C", "HOME", folder.toString()));
    builder.environment().remove("LATCHKEY_JAVA_OPTS");
    Path out = folder.resolve("out");
    Path err = folder.resolve("err");
    Process process = builder.redirectOutput(out.toFile()).redirectError(err.toFile()).start();
    return new Result(process.waitFor(), Files.readString(out), Files.readString(err));
  }

  /** Both streams, so that a warning on either fails a test. */
  private String version(Path launcher, Path javaHome) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(launcher.toString(), "version")
            .directory(folder.toFile())
            .redirectErrorStream(true);
    builder.environment().put("JAVA_HOME", javaHome.toString());
    builder.environment().remove("LATCHKEY_JAVA_OPTS");
    Process process = builder.start();
    try (InputStream out = process.getInputStream()) {
      return new String(out.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
