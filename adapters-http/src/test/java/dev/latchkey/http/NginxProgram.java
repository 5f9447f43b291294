package dev.latchkey.http;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * The program nginx: the one that is installed, else the one of Debian, which is fetched with what
 * it needs and unpacked into a folder of the build. Nothing is installed, so no rights are needed.
 */
final class NginxProgram {

  private static final Path FOLDER = Path.of("target/nginx").toAbsolutePath();
  private static final Path ROOT = FOLDER.resolve("root");
  private static final Path UNPACKED = ROOT.resolve("usr/sbin/nginx");
  private static final int SECONDS = 120;

  private final Path executable;
  private final String libraries;

  private NginxProgram(Path executable, String libraries) {
    this.executable = executable;
    this.libraries = libraries;
  }

  /**
   * Finds or fetches it.
   *
   * @throws IOException if there is none to be had; the message says why
   */
  static NginxProgram findOrFetch() throws IOException {
    for (String folder : System.getenv().getOrDefault("PATH", "").split(":")) {
      Path installed = Path.of(folder, "nginx");
      if (Files.isExecutable(installed)) {
        return new NginxProgram(installed, "");
      }
    }
    if (!Files.isExecutable(UNPACKED)) {
      fetch();
    }
    return new NginxProgram(UNPACKED, libraryFolders());
  }

  /** To run it. */
  ProcessBuilder command(String... arguments) {
    List<String> command = new ArrayList<>(List.of(executable.toString()));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command);
    if (!libraries.isEmpty()) {
      builder.environment().put("LD_LIBRARY_PATH", libraries);
    }
    return builder;
  }

  private static void fetch() throws IOException {
    Path archives = FOLDER.resolve("cache/archives");
    Files.createDirectories(archives.resolve("partial"));
    Files.createDirectories(FOLDER.resolve("state/lists/partial"));
    apt("update");
    apt("--yes", "--no-install-recommends", "--download-only", "install", "nginx");
    for (Path archive : files(archives, ".deb")) {
      run(List.of("dpkg-deb", "-x", archive.toString(), ROOT.toString()));
    }
    if (!Files.isExecutable(UNPACKED)) {
      throw new IOException("there is no usr/sbin/nginx in what apt-get fetched");
    }
  }

  // All that apt writes is in the folder of the build; of the machine it reads what is installed.
  private static void apt(String... arguments) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                "apt-get",
                "--quiet",
                "-o",
                "Dir::State=" + FOLDER.resolve("state"),
                "-o",
                "Dir::State::status=/var/lib/dpkg/status",
                "-o",
                "Dir::Cache=" + FOLDER.resolve("cache"),
                "-o",
                "Debug::NoLocking=1",
                "-o",
                "APT::Sandbox::User=root"));
    command.addAll(List.of(arguments));
    run(command);
  }

  private static void run(List<String> command) throws IOException {
    Path output = FOLDER.resolve("output.txt");
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    try {
      if (!process.waitFor(SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
        throw new IOException(
            "\"%s\" failed: %s"
                .formatted(String.join(" ", command), Files.readString(output).strip()));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    } finally {
      process.destroyForcibly();
    }
  }

  private static String libraryFolders() throws IOException {
    try (Stream<Path> paths = Files.walk(ROOT)) {
      return paths
          .filter(path -> path.getFileName().toString().contains(".so."))
          .map(path -> path.getParent().toString())
          .distinct()
          .reduce((one, other) -> one + ":" + other)
          .orElse("");
    }
  }

  private static List<Path> files(Path folder, String suffix) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(suffix)).toList();
    }
  }
}
