package dev.latchkey.http;

import io.undertow.server.HttpServerExchange;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes the one line that the log gets of each request. Neither a query nor a header ever gets
 * into it: tokens travel in both. The fields of the line are in a map among the parameters of the
 * record, for a log that keeps them apart.
 */
final class RequestLog {

  private static final Logger LOG = System.getLogger(RequestLog.class.getName());

  private RequestLog() {}

  static void write(HttpServerExchange exchange, RequestNote note, Duration time) {
    Level level = note.isRoutine() ? Level.DEBUG : Level.INFO;
    if (!LOG.isLoggable(level)) {
      return;
    }
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("method", exchange.getRequestMethod().toString().replaceAll("[^A-Za-z]", "?"));
    fields.put("path", exchange.getRequestURI());
    fields.put("status", exchange.getStatusCode());
    fields.put("duration_ms", time.toMillis());
    fields.put("request_id", RequestContext.idOf(exchange).toString());
    String line = "%s %s %s %s ms %s".formatted(fields.values().toArray());
    line += add("actor", note.actor(), fields) + add("key_id", note.keyId(), fields);
    LOG.log(level, "{0}", line, fields);
  }

  // A field that is not known is none, but in the line it keeps its place.
  private static String add(String name, @Nullable String value, Map<String, Object> fields) {
    if (value == null) {
      return " -";
    }
    fields.put(name, value);
    return " " + value;
  }
}
