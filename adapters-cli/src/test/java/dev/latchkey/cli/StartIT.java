package dev.latchkey.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.nio.file.attribute.UserPrincipalLookupService;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a command loads, and the archive of classes that the launcher keeps for it. */
class StartIT {

  private static final Path BUILT = Path.of("target/latchkey").toAbsolutePath();
  private static final String ARCHIVED = " source: shared objects file";
  private static final int SECONDS = 60;

  @TempDir Path home;

  @Test
  void givenAServer_whenItsTokensAreListed_thenNothingOfItAndOfDatabasesIsLoaded()
      throws Exception {
    try (ServerProcess server = ServerProcess.start(home, home.resolve("keys.db"))) {
      Map<String, String> login =
          Map.of("LATCHKEY_URL", server.url(), "LATCHKEY_TOKEN", server.ownerToken());

      List<String> loaded = loadedBy(BUILT, login, "tokens", "list", "-o", "json");

      assertThat(loaded)
          .hasSizeGreaterThan(1000)
          .anyMatch(line -> line.contains(" dev.latchkey.http.client.SocketSender "))
          .noneMatch(
              line ->
                  line.matches(
                      ".* (java\\.net\\.http|com\\.google|org\\.jdbi|io\\.undertow|org\\.xnio"
                          + "|org\\.sqlite|org\\.postgresql|org\\.flywaydb|com\\.zaxxer"
                          + "|dev\\.latchkey\\.jdbi|dev\\.latchkey\\.cli\\.(server|store))\\..*"));
    }
  }

  @Test
  void givenTwoCommandsHaveRun_whenAThirdDoes_thenItsClassesComeFromTheArchive() throws Exception {
    Map<String, String> on = Map.of("LATCHKEY_CDS", "on");
    String version = run(BUILT, on, "version");
    assertThat(archives()).isEmpty();

    assertThat(run(BUILT, on, "version")).isEqualTo(version);
    awaitArchive();

    assertThat(run(BUILT, on, "version")).isEqualTo(version);
    assertThat(loadedBy(BUILT, on, "version"))
        .filteredOn(line -> line.contains(" dev.latchkey.cli."))
        .anyMatch(line -> line.contains(ARCHIVED));
    assertThat(loadedBy(BUILT, Map.of("LATCHKEY_CDS", "off"), "version"))
        .filteredOn(line -> line.contains(" dev.latchkey.cli."))
        .noneMatch(line -> line.contains(ARCHIVED));
  }

  @Test
  void givenAnArchive_whenAJarIsReplacedByOneOfTheSameAge_thenTheArchiveIsNotUsed()
      throws Exception {
    Map<String, String> on = Map.of("LATCHKEY_CDS", "on");
    Path installed = installed("an older one");
    run(installed, on, "version");
    run(installed, on, "version");
    awaitArchive();
    FileTime age = FileTime.from(Instant.parse("2026-01-01T00:00:00Z"));
    try (Stream<Path> jars = Files.list(installed.resolve("lib"))) {
      for (Path jar : jars.filter(file -> file.toString().contains("latchkey-")).toList()) {
        Files.setLastModifiedTime(jar, age);
      }
    }

    assertThat(loadedBy(installed, on, "version"))
        .filteredOn(line -> line.contains(" dev.latchkey.cli."))
        .isNotEmpty()
        .noneMatch(line -> line.contains(ARCHIVED));
  }

  @Test
  void givenAnArchiveThatIsDamaged_whenACommandRuns_thenItSaysNothingOfIt() throws Exception {
    Map<String, String> on = Map.of("LATCHKEY_CDS", "on");
    String version = run(BUILT, on, "version");
    run(BUILT, on, "version");
    Path archive = awaitArchive();
    byte[] octets = Files.readAllBytes(archive);
    for (int length : List.of(0, 100, octets.length / 2)) {
      Files.delete(archive);
      Files.write(archive, Arrays.copyOf(octets, length));

      assertThat(run(BUILT, on, "version")).isEqualTo(version);
    }
  }

  @Test
  void givenTheCacheOfAnotherUser_whenACommandRuns_thenNothingIsWrittenThere() throws Exception {
    runWithAllThatItStarts(Map.of("LATCHKEY_CDS", "on"));
    Path cache = home.resolve("cache");
    giveAway(cache);

    runWithAllThatItStarts(Map.of("LATCHKEY_CDS", "on"));

    try (Stream<Path> files = Files.walk(cache)) {
      assertThat(files.filter(Files::isRegularFile)).isEmpty();
    }
  }

  /** Only root may do so, and only root has the folders of others in its way. */
  private static void giveAway(Path folder) throws IOException {
    UserPrincipalLookupService users = folder.getFileSystem().getUserPrincipalLookupService();
    assumeTrue(Files.getOwner(folder).getName().equals("root"), "this needs root");
    UserPrincipal nobody = users.lookupPrincipalByName("nobody");
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.toList()) {
        Files.setOwner(file, nobody);
      }
    }
  }

  @Test
  void givenAFindThatCannotTellWhatHasChanged_whenACommandRuns_thenNoOtherArchiveIsMade()
      throws Exception {
    Map<String, String> on = Map.of("LATCHKEY_CDS", "on");
    runWithAllThatItStarts(on);
    runWithAllThatItStarts(on);
    Object archive = Files.readAttributes(archives().get(0), BasicFileAttributes.class).fileKey();
    Path find = Files.createDirectory(home.resolve("programs")).resolve("find");
    Files.writeString(
        find,
        """
        #!/bin/sh
        case "$*" in
          *-cnewer*) echo "find: unrecognized: -cnewer" >&2; exit 1 ;;
        esac
        PATH=${PATH#*:}
        exec find "$@"
        """);
    Files.setPosixFilePermissions(find, PosixFilePermissions.fromString("rwx------"));
    Map<String, String> other =
        Map.of("LATCHKEY_CDS", "on", "PATH", find.getParent() + ":" + System.getenv("PATH"));

    runWithAllThatItStarts(other);

    assertThat(Files.readAttributes(archives().get(0), BasicFileAttributes.class).fileKey())
        .isEqualTo(archive);
  }

  /** What runs in the background holds the pipe until it has ended. */
  private void runWithAllThatItStarts(Map<String, String> settings) throws Exception {
    ProcessBuilder builder =
        new ProcessBuilder(
            "sh",
            "-c",
            "{ \"$0\" version >/dev/null; } 9>&1 | cat",
            BUILT.resolve("bin/latchkey").toString());
    builder.environment().clear();
    builder.environment().putAll(new Distribution(home, settings).environment());
    Process process = builder.start();
    assertThat(process.waitFor(SECONDS, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void givenNowhereToWrite_whenACommandRuns_thenItDoesWithout() throws Exception {
    Path file = Files.createFile(home.resolve("file"));
    Map<String, String> nowhere =
        Map.of("LATCHKEY_CDS", "on", "XDG_CACHE_HOME", file.resolve("cache").toString());

    assertThat(run(BUILT, nowhere, "version")).startsWith("Latchkey ");
    assertThat(run(BUILT, nowhere, "version")).startsWith("Latchkey ");
  }

  /** Each class that a command loads, and where from. */
  private List<String> loadedBy(Path folder, Map<String, String> settings, String... arguments)
      throws Exception {
    Path log = Files.createTempFile(home, "loaded", ".txt");
    Map<String, String> all = new HashMap<>(settings);
    all.put("LATCHKEY_JAVA_OPTS", "-Xlog:class+load:file=" + log);
    run(folder, all, arguments);
    return Files.readAllLines(log);
  }

  /** What it prints on both streams, so that a warning on either fails a test. */
  private String run(Path folder, Map<String, String> settings, String... arguments)
      throws Exception {
    List<String> command = new ArrayList<>(List.of(folder.resolve("bin/latchkey").toString()));
    command.addAll(List.of(arguments));
    Path printed = Files.createTempFile(home, "printed", ".txt");
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().clear();
    builder.environment().putAll(new Distribution(home, settings).environment());
    Process process = builder.redirectOutput(printed.toFile()).start();
    assertThat(process.waitFor(SECONDS, TimeUnit.SECONDS)).isTrue();
    String output = Files.readString(printed);
    assertThat(process.exitValue()).as(output).isZero();
    return output;
  }

  private Path awaitArchive() throws Exception {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
    while (archives().isEmpty()) {
      assertThat(System.nanoTime()).as("an archive in time").isLessThan(deadline);
      TimeUnit.MILLISECONDS.sleep(50);
    }
    return archives().get(0);
  }

  /** Those that are complete: until then there is a lock. */
  private List<Path> archives() throws IOException {
    Path cache = home.resolve("cache");
    if (!Files.exists(cache)) {
      return List.of();
    }
    try (Stream<Path> files = Files.walk(cache)) {
      return files
          .filter(file -> file.endsWith("latchkey.jsa"))
          .filter(file -> !Files.exists(file.resolveSibling("lock")))
          .toList();
    } catch (UncheckedIOException changing) {
      return List.of();
    }
  }

  /** A copy of the distribution that may be changed. */
  private Path installed(String name) throws IOException {
    Path copy = home.resolve(name);
    for (String folder : List.of("bin", "lib")) {
      Files.createDirectories(copy.resolve(folder));
      try (Stream<Path> files = Files.list(BUILT.resolve(folder))) {
        for (Path file : files.toList()) {
          Files.copy(
              file,
              copy.resolve(folder).resolve(file.getFileName()),
              StandardCopyOption.COPY_ATTRIBUTES);
        }
      }
    }
    return copy;
  }
}
