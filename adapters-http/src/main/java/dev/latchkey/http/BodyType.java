package dev.latchkey.http;

import dev.latchkey.http.wire.ErrorJson;
import io.undertow.util.HeaderMap;
import io.undertow.util.Headers;
import io.undertow.util.HttpString;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Refuses a body that says of itself that it is no JSON. The contract looks at no type (section 3),
 * so what clients say that were told none passes: nothing at all, and the type of a form, which
 * curl puts on whatever it is given. That lets no other site in: it can make a browser send a form,
 * but not without a cookie alone, and that is refused.
 */
final class BodyType {

  private static final String JSON = "application/json";
  private static final String OTHER_JSON = "application/[^ ]+\\+json";
  private static final String FORM = "application/x-www-form-urlencoded";
  private static final String CHARSET = "charset=";

  private BodyType() {}

  /**
   * @throws RefusedException if a header declares another type, charset or coding
   */
  static void requireJson(HeaderMap headers) {
    if (!values(headers, Headers.CONTENT_TYPE).allMatch(BodyType::isJson)) {
      throw refused("It must be application/json in UTF-8.", "Accept", JSON);
    }
    if (!values(headers, Headers.CONTENT_ENCODING).allMatch("identity"::equals)) {
      throw refused("It must have no Content-Encoding.", "Accept-Encoding", "identity");
    }
  }

  private static Stream<String> values(HeaderMap headers, HttpString name) {
    @Nullable List<String> values = headers.get(name);
    return Stream.ofNullable(values)
        .flatMap(List::stream)
        .map(value -> value.trim().toLowerCase(Locale.ROOT))
        .filter(value -> !value.isEmpty());
  }

  private static boolean isJson(String value) {
    String[] parts = value.split(";", -1);
    String type = parts[0].trim();
    boolean known = type.equals(JSON) || type.matches(OTHER_JSON) || type.equals(FORM);
    return known
        && Stream.of(parts)
            .map(String::trim)
            .filter(parameter -> parameter.startsWith(CHARSET))
            .map(parameter -> parameter.substring(CHARSET.length()).replace("\"", ""))
            .allMatch("utf-8"::equals);
  }

  private static RefusedException refused(String detail, String header, String value) {
    return new RefusedException(
        Answer.json(415, ErrorJson.of("The type of the body is not supported.", detail))
            .with(header, value));
  }
}
