package dev.latchkey.cli.log;

import java.util.Optional;
import java.util.logging.Formatter;

/** In which form the log is written. */
public enum LogFormat {
  /** Lines for people. */
  TEXT("text", LogLine.class),
  /** Lines of JSON, one a record, for programs. */
  JSON("json", JsonLogLine.class);

  private final String word;
  private final Class<? extends Formatter> formatter;

  LogFormat(String word, Class<? extends Formatter> formatter) {
    this.word = word;
    this.formatter = formatter;
  }

  /** The form that a setting means by {@code word}, or nothing if there is none. */
  public static Optional<LogFormat> find(String word) {
    for (LogFormat format : values()) {
      if (format.word.equals(word)) {
        return Optional.of(format);
      }
    }
    return Optional.empty();
  }

  String formatterName() {
    return formatter.getName();
  }
}
