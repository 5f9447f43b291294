package dev.latchkey.http;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** Everything that this process logs at any level, with stack traces, until it is closed. */
public final class CapturedLog extends Handler implements AutoCloseable {

  private final Logger root = Logger.getLogger("");
  private final Level before = root.getLevel();
  private final Queue<String> lines = new ConcurrentLinkedQueue<>();

  private CapturedLog() {}

  public static CapturedLog start() {
    CapturedLog log = new CapturedLog();
    log.setLevel(Level.ALL);
    log.root.setLevel(Level.ALL);
    log.root.addHandler(log);
    return log;
  }

  public String text() {
    return String.join("\n", lines);
  }

  @Override
  public void publish(LogRecord logged) {
    StringWriter text = new StringWriter();
    text.append(logged.getLevel().getName()).append(' ').append(logged.getMessage());
    if (logged.getParameters() != null) {
      for (Object parameter : logged.getParameters()) {
        text.append(' ').append(String.valueOf(parameter));
      }
    }
    if (logged.getThrown() != null) {
      logged.getThrown().printStackTrace(new PrintWriter(text, true));
    }
    lines.add(text.toString());
  }

  @Override
  public void flush() {}

  @Override
  public void close() {
    root.removeHandler(this);
    root.setLevel(before);
  }
}
