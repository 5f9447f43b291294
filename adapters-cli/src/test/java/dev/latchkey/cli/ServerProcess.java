package dev.latchkey.cli;

import dev.latchkey.http.client.LatchkeyClient;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A server in a process of its own, on a free port, that listens when it is handed out. */
final class ServerProcess implements AutoCloseable {

  private static final Pattern LISTENING =
      Pattern.compile("(?m)^(?:\\{.*\"message\":\")?listening on ([^\\s\"]+)(?:\"})?$");
  private static final int SECONDS = 60;

  private final Process process;
  private final Path out;
  private final Path err;
  private final String url;

  private ServerProcess(Process process, Path out, Path err) throws Exception {
    this.process = process;
    this.out = out;
    this.err = err;
    url = awaitUrl();
  }

  /** Starts a server over the database file. */
  static ServerProcess start(Path home, Path database, String... options) throws Exception {
    return start(home, "jdbc:sqlite:" + database, options);
  }

  /** Starts a server over the database. */
  static ServerProcess start(Path home, String jdbcUrl, String... options) throws Exception {
    Path out = Files.createTempFile(home, "server", ".out");
    Path err = Files.createTempFile(home, "server", ".err");
    List<String> arguments = new ArrayList<>();
    arguments.addAll(List.of("server", "--http-address", "127.0.0.1:0", "--db", jdbcUrl));
    // Tests call as fast as they can.
    arguments.add("--api-rate-limit=-1");
    arguments.addAll(List.of(options));
    Process process = new Distribution(home).start(out, err, arguments.toArray(String[]::new));
    return new ServerProcess(process, out, err);
  }

  String url() {
    return url;
  }

  String out() throws IOException {
    return Files.readString(out);
  }

  String err() throws IOException {
    return Files.readString(err);
  }

  /** The first user's token, as it was printed. */
  String ownerToken() throws IOException {
    return out().strip();
  }

  LatchkeyClient client(String token) {
    return LatchkeyClient.to(URI.create(url)).withToken(token);
  }

  /** Has it stand still, as a machine that is paused. */
  void pause() throws Exception {
    signal("-STOP");
  }

  /** Has it go on. */
  void resume() throws Exception {
    signal("-CONT");
  }

  private void signal(String signal) throws Exception {
    new ProcessBuilder("kill", signal, Long.toString(process.pid())).start().waitFor();
  }

  /** Ends it as a power failure would. */
  void kill() {
    process.destroyForcibly().onExit().join();
  }

  /** Ends it as a service manager would, and tells its exit code. */
  int stop() throws InterruptedException {
    process.destroy();
    if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new AssertionError("still running " + SECONDS + " s after SIGTERM");
    }
    return process.exitValue();
  }

  @Override
  public void close() {
    kill();
  }

  private String awaitUrl() throws Exception {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
    while (System.nanoTime() < deadline) {
      Matcher listening = LISTENING.matcher(err());
      if (listening.find()) {
        return listening.group(1);
      }
      if (process.waitFor(20, TimeUnit.MILLISECONDS)) {
        break;
      }
    }
    process.destroyForcibly();
    throw new AssertionError("the server did not start: " + err());
  }
}
