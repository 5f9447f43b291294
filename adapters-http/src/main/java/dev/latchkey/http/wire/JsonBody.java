package dev.latchkey.http.wire;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.latchkey.core.error.Violation;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Reads the fields of a request's body one by one, as contract section 3 wants it: the case of
 * names does not matter, null is absent (for whoever does not ask {@link #isGiven}), of duplicates
 * the last counts, unknown fields and whatever follows the object are passed over. Fields of a
 * wrong type are collected, so that all of them can be told at once. Not thread-safe.
 */
public final class JsonBody {

  private final TreeMap<String, JsonNode> fields = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
  private final TreeSet<String> given = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
  private final List<Violation> violations = new ArrayList<>();

  private JsonBody() {}

  /**
   * Reads a whole body.
   *
   * @param reader reads the fields that it knows
   * @throws BadBodyException if it is not JSON, not an object, or a field has a wrong type
   */
  public static <T> T read(byte[] json, Function<? super JsonBody, ? extends T> reader) {
    JsonBody body = of(json);
    T value = reader.apply(body);
    if (!body.violations.isEmpty()) {
      throw new BadBodyException(body.violations.get(0).detail(), body.violations);
    }
    return value;
  }

  /**
   * Reads a body field by field; {@link #violations} then tells which had a wrong type.
   *
   * @throws BadBodyException if it is not JSON or not an object
   */
  public static JsonBody of(byte[] json) {
    JsonBody body = new JsonBody();
    body.fill(parse(json));
    return body;
  }

  /** The fields that were read so far and have a wrong type. */
  public List<Violation> violations() {
    return List.copyOf(violations);
  }

  /** Whether there is such a field, be it null. */
  public boolean isGiven(String field) {
    return given.contains(field);
  }

  /** A text, or null if there is none. */
  public @Nullable String text(String field) {
    JsonNode node = fields.get(field);
    if (node == null || node.isTextual()) {
      return node == null ? null : node.textValue();
    }
    wrong(field, "must be a string", node);
    return null;
  }

  /** A whole number of 64 bits, or null if there is none. */
  public @Nullable Long wholeNumber(String field) {
    JsonNode node = fields.get(field);
    if (node == null || (node.isIntegralNumber() && node.canConvertToLong())) {
      return node == null ? null : node.longValue();
    }
    wrong(field, "must be a whole number of 64 bits", node);
    return null;
  }

  /** Texts; none if there is no such field. Null among them counts as an empty text. */
  public List<String> texts(String field) {
    JsonNode node = fields.get(field);
    List<String> texts = new ArrayList<>();
    if (node == null) {
      return texts;
    }
    if (!node.isArray()) {
      wrong(field, "must be an array of strings", node);
      return texts;
    }
    for (JsonNode item : node) {
      if (item.isTextual() || item.isNull()) {
        texts.add(item.asText(""));
      } else {
        wrong(field, "must be an array of strings, with no other items", item);
      }
    }
    return texts;
  }

  private static JsonNode parse(byte[] json) {
    try {
      JsonNode tree = Json.readTree(json);
      if (tree.isMissingNode()) {
        throw new BadBodyException("EOF", List.of());
      }
      return tree;
    } catch (JsonEOFException e) {
      throw new BadBodyException("unexpected EOF", List.of());
    } catch (JsonProcessingException e) {
      throw new BadBodyException(place(e), List.of());
    } catch (IOException e) {
      throw new BadBodyException("the body is not UTF-8 text", List.of());
    }
  }

  private static String place(JsonProcessingException e) {
    return e.getLocation() == null
        ? "invalid JSON"
        : "invalid JSON near line %s, column %s"
            .formatted(e.getLocation().getLineNr(), e.getLocation().getColumnNr());
  }

  private void fill(JsonNode tree) {
    if (tree.isNull()) {
      return;
    }
    if (!tree.isObject()) {
      throw new BadBodyException("must be an object (got " + kindOf(tree) + ")", List.of());
    }
    tree.properties().forEach(entry -> given.add(entry.getKey()));
    tree.properties().stream()
        .filter(entry -> !entry.getValue().isNull())
        .forEach(entry -> fields.put(entry.getKey(), entry.getValue()));
  }

  private void wrong(String field, String expected, JsonNode node) {
    violations.add(
        Violation.unreadable(field, field + " " + expected + " (got " + kindOf(node) + ")"));
  }

  private static String kindOf(JsonNode node) {
    return "a JSON " + node.getNodeType().name().toLowerCase(Locale.ROOT);
  }
}
