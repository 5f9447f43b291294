package dev.latchkey.cli;

import com.pty4j.PtyProcess;
import com.pty4j.PtyProcessBuilder;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/** A command at a pseudo-terminal, and the person there who reads and types. */
final class PseudoTerminal implements AutoCloseable {

  /** What Ctrl-C sends. */
  static final String INTERRUPT = "\003";

  private static final Pattern CONTROL = Pattern.compile("\033\\[[0-9;]*[A-Za-z]");
  private static final int SECONDS = 60;

  private final PtyProcess process;
  private final Thread reader;
  private final StringBuilder seen = new StringBuilder();
  private int awaited;

  private PseudoTerminal(PtyProcess process) {
    this.process = process;
    reader = new Thread(this::read, "terminal");
    reader.setDaemon(true);
    reader.start();
  }

  /**
   * Starts a command.
   *
   * @param columns how wide the terminal is
   * @param environment what is set for it; {@code TERM} is, too
   */
  static PseudoTerminal start(int columns, Map<String, String> environment, String... command)
      throws IOException {
    Map<String, String> all = new HashMap<>(environment);
    all.putIfAbsent("TERM", "xterm");
    // The library sets the size when the command runs already, which may be too late for it.
    List<String> sized =
        new ArrayList<>(List.of("/bin/sh", "-c", "stty cols " + columns + " && exec \"$@\"", "sh"));
    sized.addAll(List.of(command));
    return new PseudoTerminal(
        new PtyProcessBuilder(sized.toArray(String[]::new)).setEnvironment(all).start());
  }

  /** Waits until {@code text} is there, after what was awaited before. */
  PseudoTerminal await(String text) throws InterruptedException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
    synchronized (seen) {
      int found = seen.indexOf(text, awaited);
      while (found < 0) {
        long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
        if (left <= 0) {
          throw new AssertionError("\"" + text + "\" did not come, but: " + seen);
        }
        seen.wait(left);
        found = seen.indexOf(text, awaited);
      }
      awaited = found + text.length();
    }
    return this;
  }

  /** Types. */
  PseudoTerminal type(String text) throws IOException {
    process.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
    process.getOutputStream().flush();
    return this;
  }

  /** Waits for the end and returns the exit code. */
  int end() throws InterruptedException {
    if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
      throw new AssertionError("still running, and showed: " + raw());
    }
    reader.join(TimeUnit.SECONDS.toMillis(SECONDS));
    return process.exitValue();
  }

  /** Everything that came, as it came. */
  String raw() {
    synchronized (seen) {
      return seen.toString().replace("\r\n", "\n");
    }
  }

  /** The same without colours. */
  String text() {
    return CONTROL.matcher(raw()).replaceAll("");
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }

  private void read() {
    try (Reader in = new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8)) {
      char[] some = new char[1024];
      for (int length = in.read(some); length >= 0; length = in.read(some)) {
        synchronized (seen) {
          seen.append(some, 0, length);
          seen.notifyAll();
        }
      }
    } catch (IOException e) {
      // So a pseudo-terminal ends on Linux.
    }
  }
}
