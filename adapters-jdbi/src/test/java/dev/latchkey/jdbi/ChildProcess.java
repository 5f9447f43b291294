package dev.latchkey.jdbi;

import dev.latchkey.core.authority.Caller;
import dev.latchkey.core.testkit.Site;
import dev.latchkey.core.usecase.IssuedKey;
import dev.latchkey.core.user.User;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Another process with the same database file open, that a test can kill. */
final class ChildProcess implements AutoCloseable {

  static final String READY = "ready";
  static final String CREATED = "created ";
  static final String EXPIRED = "expired ";

  private final Process process;
  private final BufferedReader output;

  private ChildProcess(Process process) {
    this.process = process;
    this.output = process.inputReader();
  }

  /** Starts one that says it is ready, and does {@code task} once it is told to go on. */
  static ChildProcess start(String task, Path file, String... jvmOptions) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of(jvmOptions));
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.addAll(List.of(ChildProcess.class.getName(), task, file.toString()));
    ChildProcess child =
        new ChildProcess(
            new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start());
    if (!READY.equals(child.nextLine())) {
      throw new IllegalStateException("the child process did not start");
    }
    return child;
  }

  void goOn() throws IOException {
    process.getOutputStream().write('\n');
    process.getOutputStream().flush();
  }

  /** What it says next; null when it has ended. */
  String nextLine() throws IOException {
    return output.readLine();
  }

  int exitCode() throws InterruptedException {
    return process.waitFor();
  }

  /** Ends it as {@code kill -9} does. What it has said can still be read. */
  void kill() {
    process.toHandle().destroyForcibly();
  }

  @Override
  public void close() {
    kill();
  }

  public static void main(String[] args) throws IOException {
    Path file = Path.of(args[1]);
    say(READY);
    if (System.in.read() < 0) {
      return;
    }
    switch (args[0]) {
      case "open" -> JdbiKeyStore.sqlite(file).close();
      case "lock" -> lock(file);
      case "write" -> write(file);
      default -> throw new IllegalArgumentException(args[0]);
    }
  }

  private static void lock(Path file) {
    try (SqliteDatabase database = SqliteDatabase.open(file)) {
      database
          .writes()
          .useHandle(
              handle -> {
                handle.execute("BEGIN IMMEDIATE");
                say(READY);
                waitForEver();
              });
    }
  }

  private static void waitForEver() {
    try {
      System.in.transferTo(OutputStream.nullOutputStream());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void write(Path file) {
    try (Site site = Site.over(JdbiKeyStore.sqlite(file))) {
      User maria = site.member("maria");
      Caller caller = site.as(maria);
      for (int i = 0; ; i++) {
        IssuedKey issued = site.issue(maria, "key-" + i);
        say(CREATED + issued.key().id());
        site.latchkey().expireKey().execute(caller, issued.key().id());
        say(EXPIRED + issued.key().id());
      }
    }
  }

  private static void say(String line) {
    System.out.println(line);
    System.out.flush();
  }
}
