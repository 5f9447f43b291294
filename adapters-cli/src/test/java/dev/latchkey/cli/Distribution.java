package dev.latchkey.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Runs {@code bin/latchkey} of the built distribution in processes of its own. */
final class Distribution {

  private static final Path COMMAND = Path.of("target/latchkey/bin/latchkey").toAbsolutePath();
  private static final int SECONDS = 60;

  private final Path home;
  private final Map<String, String> environment;

  /**
   * @param home the home folder of the person who runs it
   */
  Distribution(Path home) {
    this(home, Map.of());
  }

  /**
   * @param environment what that person has set
   */
  Distribution(Path home, Map<String, String> environment) {
    this.home = home;
    this.environment = environment;
  }

  /** Runs a command to its end. */
  Result run(String... arguments) throws IOException, InterruptedException {
    Files.createDirectories(home);
    Path out = Files.createTempFile(home, "out", ".txt");
    Path err = Files.createTempFile(home, "err", ".txt");
    Process process = start(out, err, arguments);
    if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new AssertionError("still running after " + SECONDS + " s: " + List.of(arguments));
    }
    return new Result(process.exitValue(), Files.readString(out), Files.readString(err));
  }

  /** Starts a command that goes on. */
  Process start(Path out, Path err, String... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(COMMAND.toString());
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().clear();
    builder.environment().putAll(environment());
    return builder.redirectOutput(out.toFile()).redirectError(err.toFile()).start();
  }

  /** Where the command is. */
  static Path command() {
    return COMMAND;
  }

  /** All that is set for a command of that person. */
  Map<String, String> environment() {
    Map<String, String> all = new HashMap<>(System.getenv());
    all.keySet().removeIf(name -> name.matches("(LATCHKEY|XDG)_.*"));
    all.put("XDG_CONFIG_HOME", home.resolve("config").toString());
    all.put("XDG_DATA_HOME", home.resolve("data").toString());
    all.put("XDG_CACHE_HOME", home.resolve("cache").toString());
    // Nobody should wait for a test that ends while classes are still being archived for the next.
    all.put("LATCHKEY_CDS", "off");
    all.put("JAVA_HOME", System.getProperty("java.home"));
    all.putAll(environment);
    return all;
  }
}
