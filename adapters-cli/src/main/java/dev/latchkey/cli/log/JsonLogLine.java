package dev.latchkey.cli.log;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.latchkey.core.key.TokenText;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.logging.Formatter;
import java.util.logging.LogRecord;

/**
 * Writes a record of the log as a line of JSON: {@code time}, {@code level}, {@code logger}, {@code
 * message}, the fields of a map among its parameters, and {@code error}, the stack trace, if there
 * is one. All of it is ASCII, so that nothing in it can end a line or move a cursor. Public because
 * the JDK makes it by its name.
 */
public final class JsonLogLine extends Formatter {

  private final JsonMapper mapper =
      JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

  /** Made by the JDK. */
  public JsonLogLine() {}

  @Override
  public String format(LogRecord record) {
    ObjectNode line = mapper.createObjectNode();
    line.put("time", record.getInstant().truncatedTo(ChronoUnit.MILLIS).toString());
    line.put("level", record.getLevel().getName());
    line.put("logger", record.getLoggerName());
    line.put("message", redacted(formatMessage(record)));
    Object[] parameters = record.getParameters();
    if (parameters != null) {
      for (Object parameter : parameters) {
        if (parameter instanceof Map<?, ?> fields) {
          fields.forEach((name, value) -> put(line, String.valueOf(name), value));
        }
      }
    }
    Throwable thrown = record.getThrown();
    if (thrown != null) {
      line.put("error", redacted(stackTrace(thrown)));
    }
    try {
      // ASCII for JSON, but none that a terminal should get.
      return mapper.writeValueAsString(line).replace("\u007f", "\\u007f") + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("texts and numbers could not be written as JSON", e);
    }
  }

  private static void put(ObjectNode line, String name, Object value) {
    if (value instanceof Integer || value instanceof Long) {
      line.put(name, ((Number) value).longValue());
    } else {
      line.put(name, redacted(String.valueOf(value)));
    }
  }

  // Each text by itself: in the finished line it could take an escape for a part of a secret.
  private static String redacted(String text) {
    return TokenText.redact(text);
  }

  private static String stackTrace(Throwable thrown) {
    StringWriter text = new StringWriter();
    thrown.printStackTrace(new PrintWriter(text, true));
    return text.toString();
  }
}
