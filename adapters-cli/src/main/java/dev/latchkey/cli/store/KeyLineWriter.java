package dev.latchkey.cli.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.latchkey.cli.text.SafeText;
import dev.latchkey.core.usecase.PortableKey;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes the line that {@link KeyLineReader} reads. */
final class KeyLineWriter {

  private static final ObjectMapper MAPPER = new ObjectMapper();

  private KeyLineWriter() {}

  /** The line, with its line feed. What is null is left out. */
  static String write(PortableKey key) {
    ObjectNode line = MAPPER.createObjectNode();
    put(line, KeyFields.ID, key.id());
    put(line, KeyFields.SECRET_SHA256, key.secretSha256());
    put(line, KeyFields.OWNER, key.owner());
    put(line, KeyFields.NAME, key.name());
    put(line, KeyFields.EXPIRES_AT, key.expiresAt());
    put(line, KeyFields.EXPIRED_AT, key.expiredAt());
    put(line, KeyFields.CREATED_AT, key.createdAt());
    put(line, KeyFields.LAST_USED, key.lastUsed());
    if (key.lifetimeSeconds() != null) {
      line.put(KeyFields.LIFETIME_SECONDS, key.lifetimeSeconds());
    }
    put(line, KeyFields.SCOPES, key.scopes());
    put(line, KeyFields.ALLOW_LIST, key.allowList());
    try {
      // Outside of strings JSON has no such characters, and inside this is how it escapes them.
      return SafeText.escape(MAPPER.writeValueAsString(line)) + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a line of JSON could not be written", e);
    }
  }

  private static void put(ObjectNode line, String field, @Nullable String value) {
    if (value != null) {
      line.put(field, value);
    }
  }

  private static void put(ObjectNode line, String field, @Nullable List<String> values) {
    if (values != null) {
      ArrayNode array = line.putArray(field);
      values.forEach(array::add);
    }
  }
}
