package dev.latchkey.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code latchkey server} in this process, over a database file that nobody needs afterwards. */
final class DemoServer implements AutoCloseable {

  private static final Pattern LISTENING = Pattern.compile("(?m)^listening on (\\S+)$");
  private static final long LONGEST_START = TimeUnit.SECONDS.toNanos(60);
  private static final int MOMENT = 20;

  private final Path folder;
  private final StringWriter said = new StringWriter();
  private final Thread thread;

  /**
   * @param context whose environment and clock it has
   * @param folder where the database goes
   */
  DemoServer(ProcessContext context, Path folder) {
    this.folder = folder;
    PrintWriter quiet = new PrintWriter(said, true);
    ProcessContext own = context.with(InputStream.nullInputStream(), quiet, quiet).in(folder);
    String[] arguments = arguments().toArray(String[]::new);
    thread = new Thread(() -> new LatchkeyCli(own).run(arguments), "latchkey-demo-server");
    thread.setDaemon(true);
  }

  private List<String> arguments() {
    return List.of(
        "server",
        "--db",
        "jdbc:sqlite:" + folder.resolve("keys.db"),
        "--http-address",
        "127.0.0.1:0",
        "--owner-token-file",
        tokenFile().toString(),
        "--api-rate-limit=-1");
  }

  /** Starts it and returns its address when it listens. */
  String start() throws InterruptedException {
    thread.start();
    long begin = System.nanoTime();
    while (thread.isAlive() && System.nanoTime() - begin < LONGEST_START) {
      Matcher listening = LISTENING.matcher(said.toString());
      if (listening.find()) {
        quietLog();
        return listening.group(1);
      }
      TimeUnit.MILLISECONDS.sleep(MOMENT);
    }
    throw new CommandFailure("the server of the demo did not start: " + said.toString().strip());
  }

  private Path tokenFile() {
    return folder.resolve("owner-token");
  }

  String ownerToken() {
    try {
      return Files.readString(tokenFile()).strip();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Stops it as a service manager would, and waits for that. */
  @Override
  public void close() {
    thread.interrupt();
    try {
      thread.join(TimeUnit.SECONDS.toMillis(10));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  // A line for each call of a hot loop would bury the rest.
  private static void quietLog() {
    for (Handler handler : Logger.getLogger("").getHandlers()) {
      handler.setLevel(Level.OFF);
    }
  }
}
