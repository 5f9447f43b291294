package dev.latchkey.http.client;

import dev.latchkey.core.key.TokenText;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * A request of the client.
 *
 * @param method the HTTP method
 * @param path the escaped path, below the base URL
 * @param query the escaped query; empty for none
 * @param json the record to send as JSON; null for none
 * @param repeatable whether it may be sent again when it is not known what became of it
 */
record Request(
    String method, String path, String query, @Nullable Object json, boolean repeatable) {

  private static final String UNRESERVED =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_~";

  static Request get(String... segments) {
    return new Request("GET", apiPath(segments), "", null, true);
  }

  /**
   * How the server itself is, outside of its API. Not repeatable: the question is how it is now.
   */
  static Request getOfServer(String segment) {
    return new Request("GET", "/" + segment, "", null, false);
  }

  /** Not repeatable: by the time of a second one, somebody may have set it to something else. */
  static Request put(String... segments) {
    return new Request("PUT", apiPath(segments), "", null, false);
  }

  static Request post(String... segments) {
    return new Request("POST", apiPath(segments), "", null, false);
  }

  /** Not repeatable: a second one would say "not found" of what the first has deleted. */
  static Request delete(String... segments) {
    return new Request("DELETE", apiPath(segments), "", null, false);
  }

  Request with(String parameter, String value) {
    String pair = parameter + "=" + escape(value);
    String longer = query.isEmpty() ? pair : query + "&" + pair;
    return new Request(method, path, longer, json, repeatable);
  }

  Request with(Object newJson) {
    return new Request(method, path, query, newJson, repeatable);
  }

  /** The same, known to change nothing, or nothing that a second one could undo. */
  Request asRepeatable() {
    return new Request(method, path, query, json, true);
  }

  /** Whether something may be different after it. */
  boolean mayChange() {
    return !method.equals("GET");
  }

  private static String apiPath(String... segments) {
    StringBuilder path = new StringBuilder("/api/v2");
    for (String segment : segments) {
      path.append('/').append(escape(segment));
    }
    return path.toString();
  }

  /**
   * Dots are escaped too, so that no segment can be "." or "..".
   *
   * @throws IllegalArgumentException if a token is in it: proxies log URLs (G4)
   */
  private static String escape(String text) {
    if (TokenText.isIn(text)) {
      throw new IllegalArgumentException(
          "a token must not get into a URL (expected: a name or an id; the id of a key is the 10"
              + " characters before the hyphen)");
    }
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
