package dev.latchkey.http;

import dev.latchkey.core.error.Violation;
import dev.latchkey.core.key.KeyId;
import dev.latchkey.core.key.TokenText;
import dev.latchkey.core.port.AuditQueries.Filter;
import dev.latchkey.http.wire.ErrorJson;
import dev.latchkey.http.wire.ValidationJson;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads the search text of the audit trail: elements {@code key:value} between spaces, where double
 * quotes keep spaces (contract section 7.3). What is not understood is refused, never passed over:
 * an operator must not take a wider answer for the one they asked for.
 */
final class AuditSearch {

  private static final String KEY_ID = "key_id";
  private static final Pattern ELEMENT = Pattern.compile("(?:[^\\s\"]|\"[^\"]*\"?)+");

  private final List<Violation> violations = new ArrayList<>();
  private @Nullable KeyId keyId;

  private AuditSearch() {}

  /**
   * @throws RefusedException if there is anything in it that is not understood
   */
  static Filter parse(String text) {
    AuditSearch search = new AuditSearch();
    Matcher elements = ELEMENT.matcher(text);
    while (elements.find()) {
      search.add(elements.group());
    }
    if (!search.violations.isEmpty()) {
      throw new RefusedException(Answer.json(400, search.error()));
    }
    return new Filter(search.keyId);
  }

  private void add(String element) {
    if (element.startsWith(":") || element.endsWith(":")) {
      refuse("q", "Query element \"%s\" cannot start or end with ':'", element);
      return;
    }
    String[] parts = element.split(":", -1);
    if (parts.length > 2) {
      refuse("q", "Query element \"%s\" can only contain 1 ':'", element);
    } else if (parts.length == 1 || !parts[0].equals(KEY_ID)) {
      refuse(parts[0], "\"%s\" is not a valid query param", parts[0]);
    } else {
      addKeyId(parts[1].replace("\"", ""));
    }
  }

  private void addKeyId(String value) {
    if (keyId != null) {
      refuse(KEY_ID, "Query param \"%s\" was provided more than once", KEY_ID);
    } else if (KeyId.isKeyId(value)) {
      keyId = new KeyId(value);
    } else {
      refuse(KEY_ID, "\"%s\" is no key id: it must be 10 characters of 0-9A-Za-z", value);
    }
  }

  private void refuse(String field, String detail, String shown) {
    violations.add(
        new Violation(TokenText.redact(field), detail.formatted(TokenText.redact(shown))));
  }

  private ErrorJson error() {
    return new ErrorJson(
        "Invalid audit search query.",
        null,
        violations.stream().map(ValidationJson::from).toList());
  }
}
