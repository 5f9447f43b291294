package dev.latchkey.http.client;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * A request of the client.
 *
 * @param method the HTTP method
 * @param path the escaped path, below the base URL
 * @param query the escaped query; empty for none
 * @param json the record to send as JSON; null for none
 */
record Request(String method, String path, String query, @Nullable Object json) {

  private static final String UNRESERVED =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_~";

  static Request get(String... segments) {
    return of("GET", segments);
  }

  static Request of(String method, String... segments) {
    StringBuilder path = new StringBuilder("/api/v2");
    for (String segment : segments) {
      path.append('/').append(escape(segment));
    }
    return new Request(method, path.toString(), "", null);
  }

  Request with(String parameter, String value) {
    String pair = parameter + "=" + escape(value);
    return new Request(method, path, query.isEmpty() ? pair : query + "&" + pair, json);
  }

  Request with(Object newJson) {
    return new Request(method, path, query, newJson);
  }

  // Dots are escaped too, so that no segment can be "." or "..".
  private static String escape(String text) {
    StringBuilder escaped = new StringBuilder();
    for (byte octet : text.getBytes(StandardCharsets.UTF_8)) {
      if (UNRESERVED.indexOf(octet) >= 0) {
        escaped.append((char) octet);
      } else {
        escaped.append("%%%02X".formatted(octet & 0xff));
      }
    }
    return escaped.toString();
  }
}
