package dev.latchkey.cli.server;

import dev.latchkey.cli.ProcessContext;
import dev.latchkey.cli.log.JsonLogLine;
import dev.latchkey.cli.log.LogFormat;
import java.util.logging.Level;
import java.util.logging.LogRecord;

/**
 * Says on standard error what becomes of the server, in the form of the log. It does not go by way
 * of the log, which the JDK ends at the same time as the server.
 */
final class Announcements {

  private final ProcessContext context;
  private final LogFormat format;

  Announcements(ProcessContext context, LogFormat format) {
    this.context = context;
    this.format = format;
  }

  void say(String text) {
    switch (format) {
      case TEXT -> context.err().println(text);
      case JSON -> {
        LogRecord line = new LogRecord(Level.INFO, text);
        line.setLoggerName(Server.class.getName());
        context.err().print(new JsonLogLine().format(line));
        context.err().flush();
      }
    }
  }
}
