package dev.latchkey.cli.store;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import dev.latchkey.cli.store.LineSplitter.Line;
import dev.latchkey.core.error.Violation;
import dev.latchkey.core.usecase.ImportLine;
import dev.latchkey.core.usecase.PortableKey;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Reads one line of keys. It is strict: what is not known, is there twice or has another type may
 * be a field that somebody relies on, so nothing is passed over. Not thread-safe.
 */
final class KeyLineReader {

  private static final JsonFactory JSON =
      JsonFactory.builder()
          // Otherwise an error repeats what the line holds.
          .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
          .build();

  private static final int MAX_SHOWN = 40;

  private final Map<String, String> texts = new HashMap<>();
  private final Map<String, Long> numbers = new HashMap<>();
  private final Map<String, List<String>> lists = new HashMap<>();
  private final Set<String> seen = new HashSet<>();
  private final List<Violation> violations = new ArrayList<>();

  private KeyLineReader() {}

  /** Reads a line; what is wrong with it is in the answer. */
  static ImportLine read(Line line) {
    KeyLineReader reader = new KeyLineReader();
    if (line.problem().isEmpty()) {
      reader.readText(line.text());
    } else {
      reader.addOfLine(line.problem());
    }
    return new ImportLine(line.number(), reader.key(), reader.violations);
  }

  private void readText(String text) {
    try (JsonParser parser = JSON.createParser(text)) {
      readLine(parser);
    } catch (JsonProcessingException e) {
      JsonLocation place = e.getLocation();
      addOfLine(
          "is not JSON"
              + (place == null ? "" : " at column " + place.getColumnNr())
              + " (expected: one JSON object)");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void readLine(JsonParser parser) throws IOException {
    if (parser.nextToken() != JsonToken.START_OBJECT) {
      addOfLine("is not a JSON object");
      return;
    }
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String field = parser.currentName();
      JsonToken value = parser.nextToken();
      if (seen.add(field)) {
        readField(field, value, parser);
      } else {
        add(shown(field), "is there twice (expected: once)");
        parser.skipChildren();
      }
    }
    if (parser.nextToken() != null) {
      addOfLine("goes on behind the JSON object (expected: one object on each line)");
    }
  }

  private void readField(String field, JsonToken value, JsonParser parser) throws IOException {
    switch (KeyFields.kindOf(field)) {
      case TEXT -> readString(field, value, parser);
      case NUMBER -> readNumber(field, value, parser);
      case LIST -> readList(field, value, parser);
      case UNKNOWN -> {
        add(shown(field), "is not known (expected: " + KeyFields.names() + ")");
        parser.skipChildren();
      }
    }
  }

  private void readString(String field, JsonToken value, JsonParser parser) throws IOException {
    if (value == JsonToken.VALUE_STRING) {
      texts.put(field, parser.getText());
    } else {
      refuse(field, "must be a string", value, parser);
    }
  }

  private void readNumber(String field, JsonToken value, JsonParser parser) throws IOException {
    if (value == JsonToken.VALUE_NUMBER_INT
        && parser.getNumberType() != JsonParser.NumberType.BIG_INTEGER) {
      numbers.put(field, parser.getLongValue());
    } else {
      refuse(field, "must be a whole number of 64 bits", value, parser);
    }
  }

  private void readList(String field, JsonToken value, JsonParser parser) throws IOException {
    if (value != JsonToken.START_ARRAY) {
      refuse(field, "must be an array of strings", value, parser);
      return;
    }
    List<String> items = new ArrayList<>();
    boolean good = true;
    for (JsonToken item = parser.nextToken();
        item != JsonToken.END_ARRAY;
        item = parser.nextToken()) {
      good &= item == JsonToken.VALUE_STRING;
      items.add(parser.getText());
      parser.skipChildren();
    }
    if (good) {
      lists.put(field, items);
    } else {
      add(field, "must be an array of strings, with no other items");
    }
  }

  /** Null counts as not given, which is how databases write it. */
  private void refuse(String field, String expected, JsonToken value, JsonParser parser)
      throws IOException {
    if (value != JsonToken.VALUE_NULL) {
      add(field, expected);
      parser.skipChildren();
    }
  }

  private PortableKey key() {
    return new PortableKey(
        texts.get(KeyFields.ID),
        texts.get(KeyFields.SECRET_SHA256),
        texts.get(KeyFields.OWNER),
        texts.get(KeyFields.NAME),
        texts.get(KeyFields.EXPIRES_AT),
        texts.get(KeyFields.EXPIRED_AT),
        texts.get(KeyFields.CREATED_AT),
        texts.get(KeyFields.LAST_USED),
        numbers.get(KeyFields.LIFETIME_SECONDS),
        lists.get(KeyFields.SCOPES),
        lists.get(KeyFields.ALLOW_LIST));
  }

  private static String shown(String field) {
    return field.length() <= MAX_SHOWN ? "\"" + field + "\"" : "a field of a long name";
  }

  private void add(String field, String detail) {
    violations.add(Violation.unreadable(field, detail));
  }

  private void addOfLine(String detail) {
    add("", detail);
  }
}
