package dev.latchkey.jdbi;

import java.io.BufferedReader;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Another process with the same database open, that a test can kill. */
final class ChildProcess implements AutoCloseable {

  static final String READY = "ready";

  /** At the price of being slower later. */
  private static final List<String> START_FAST =
      List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-XX:-UsePerfData");

  private final Process process;
  private final BufferedReader output;

  private ChildProcess(Process process) {
    this.process = process;
    this.output = process.inputReader();
  }

  /** Starts one that says it is ready, and does {@code task} once it is told to go on. */
  static ChildProcess start(String task, Path file, String... jvmOptions) throws IOException {
    ChildProcess child =
        launch(ChildProcess.class, List.of(jvmOptions), List.of(task, file.toString()));
    child.awaitReady();
    return child;
  }

  /** Starts {@code main} without waiting until it is {@link #READY}. */
  static ChildProcess launch(Class<?> main, List<String> jvmOptions, List<String> arguments)
      throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(START_FAST);
    command.addAll(jvmOptions);
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
    command.addAll(arguments);
    return new ChildProcess(
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start());
  }

  /** Waits until it says that it is {@link #READY}. */
  void awaitReady() throws IOException {
    if (!READY.equals(nextLine())) {
      throw new IllegalStateException("the child process did not start");
    }
  }

  void goOn() throws IOException {
    tell("");
  }

  /** Sends it a line. */
  void tell(String line) throws IOException {
    process.getOutputStream().write((line + "\n").getBytes(StandardCharsets.UTF_8));
    process.getOutputStream().flush();
  }

  /** Sends it a line and returns its answer. */
  String ask(String line) throws IOException {
    tell(line);
    return nextLine();
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

  /** The same so many microseconds from now: a moment to be killed at, not a wait for something. */
  void killAfter(int micros) {
    long end = System.nanoTime() + TimeUnit.MICROSECONDS.toNanos(micros);
    while (System.nanoTime() < end) {
      Thread.onSpinWait();
    }
    kill();
  }

  @Override
  public void close() {
    kill();
  }

  public static void main(String[] args) throws IOException {
    Path file = Path.of(args[1]);
    sayReadyAndWait();
    switch (args[0]) {
      case "open" -> JdbiKeyStore.sqlite(file).close();
      case "lock" -> lock(file);
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

  /** In the child: says that it is ready and waits until it may go on. */
  static void sayReadyAndWait() throws IOException {
    say(READY);
    if (System.in.read() < 0) {
      throw new EOFException("the parent is gone");
    }
  }

  /** In the child: sends the parent a line, which outlives the child once this has returned. */
  static void say(String line) {
    System.out.println(line);
    System.out.flush();
  }
}
