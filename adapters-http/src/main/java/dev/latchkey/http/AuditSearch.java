package dev.latchkey.http;

import dev.latchkey.core.key.KeyId;
import dev.latchkey.core.port.AuditQueries.Filter;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the search text of the audit trail (contract section 7.3). */
final class AuditSearch {

  private static final String KEY_ID = "key_id";

  private AuditSearch() {}

  /**
   * @throws RefusedException if there is anything in it that is not understood
   */
  static Filter parse(String text) {
    SearchQuery query = new SearchQuery(text, Set.of(KEY_ID));
    for (String word : query.words()) {
      query.refuse(word, "\"%s\" is not a valid query param", word);
    }
    KeyId keyId = keyId(query);
    query.throwIfRefused("Invalid audit search query.");
    return new Filter(keyId);
  }

  private static @Nullable KeyId keyId(SearchQuery query) {
    String value = query.value(KEY_ID);
    if (value.isEmpty()) {
      return null;
    }
    if (KeyId.isKeyId(value)) {
      return new KeyId(value);
    }
    query.refuse(KEY_ID, "\"%s\" is no key id: it must be 10 characters of 0-9A-Za-z", value);
    return null;
  }
}
