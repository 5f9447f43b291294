package dev.latchkey.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import java.util.UUID;

/** Makes values of a schema, and values that are nearly so. */
final class ValueGenerator {

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private final ApiDescription description;
  private final Random random;

  ValueGenerator(ApiDescription description, Random random) {
    this.description = description;
    this.random = random;
  }

  /** A value that the schema allows. Of a text with examples it is one of them. */
  JsonNode valid(JsonNode reference) {
    JsonNode schema = description.resolve(reference);
    List<JsonNode> given = new ArrayList<>();
    for (String list : List.of("examples", "enum")) {
      schema.path(list).forEach(given::add);
    }
    if (!given.isEmpty()) {
      return given.get(random.nextInt(given.size()));
    }
    return switch (typeOf(schema)) {
      case "object" -> object(schema);
      case "array" -> array(schema);
      case "string" -> JSON.textNode(text(schema));
      case "integer" -> JSON.numberNode(number(schema));
      case "boolean" -> JSON.booleanNode(random.nextBoolean());
      case "null" -> JSON.nullNode();
      default -> throw new AssertionError("the fuzzer knows no such schema: " + schema);
    };
  }

  /** The same value with something wrong, odd or only unusual. */
  JsonNode damaged(JsonNode value) {
    if (value instanceof ObjectNode object && !object.isEmpty() && random.nextInt(4) > 0) {
      List<String> fields = new ArrayList<>();
      object.fieldNames().forEachRemaining(fields::add);
      String field = fields.get(random.nextInt(fields.size()));
      ObjectNode copy = object.deepCopy();
      switch (random.nextInt(4)) {
        case 0 -> copy.remove(field);
        case 1 -> copy.set(field.toUpperCase(Locale.ROOT), odd());
        default -> copy.set(field, damaged(object.get(field)));
      }
      return copy;
    }
    if (value instanceof ArrayNode array && random.nextBoolean()) {
      ArrayNode copy = array.deepCopy();
      for (int i = random.nextInt(200); i >= 0; i--) {
        copy.add(odd());
      }
      return copy;
    }
    return odd();
  }

  /** Text of any characters, some of them odd. */
  String oddText() {
    String[] odd = {
      "",
      " ",
      "\u0000",
      "a\u0000b",
      "\ud800",
      "\udfff\ud83d",
      "\ud83d\ude00",
      "\u202e\u2028\u2029",
      "/",
      "../..",
      "'; DROP TABLE api_keys; --",
      "\"<script>&",
      "%s%n%00",
      "${jndi:x}",
      "tokenconfig",
      "x".repeat(1 + random.nextInt(3_000)),
      "a:b:c",
      ":",
      "key_id:",
      "stored_after:",
      "\"",
      "4y0wTnzJOm-0123456789abcdefghijkl",
      new UUID(random.nextLong(), random.nextLong()).toString(),
      "00000000-0000-0000-0000-000000000000",
      "9".repeat(40),
      "-1",
      "1e400",
      "\r\nX-Injected: 1",
      "e\u0301",
      "\ufeff",
      "2026-02-30"
    };
    return odd[random.nextInt(odd.length)];
  }

  private JsonNode odd() {
    return switch (random.nextInt(9)) {
      case 0 -> JSON.nullNode();
      case 1 -> JSON.booleanNode(random.nextBoolean());
      case 2 -> JSON.numberNode(random.nextLong());
      case 3 -> JSON.numberNode(BigInteger.TEN.pow(random.nextInt(1_200)).negate());
      case 4 -> JSON.numberNode(new BigDecimal("1.5e" + (random.nextInt(600) - 300)));
      case 5 -> JSON.arrayNode().add(oddText());
      case 6 -> JSON.objectNode().put(oddText(), oddText());
      default -> JSON.textNode(oddText());
    };
  }

  private String typeOf(JsonNode schema) {
    JsonNode type = schema.path("type");
    return type.isArray() ? type.get(random.nextInt(type.size())).asText() : type.asText();
  }

  private ObjectNode object(JsonNode schema) {
    Set<String> required = new HashSet<>();
    schema.path("required").forEach(name -> required.add(name.asText()));
    ObjectNode object = JSON.objectNode();
    schema
        .path("properties")
        .properties()
        .forEach(
            field -> {
              if (required.contains(field.getKey()) || random.nextBoolean()) {
                object.set(field.getKey(), valid(field.getValue()));
              }
            });
    return object;
  }

  private ArrayNode array(JsonNode schema) {
    ArrayNode array = JSON.arrayNode();
    for (int i = random.nextInt(4); i > 0; i--) {
      array.add(valid(schema.path("items")));
    }
    return array;
  }

  private String text(JsonNode schema) {
    if (schema.path("format").asText().equals("uuid")) {
      return new UUID(random.nextLong(), random.nextLong()).toString();
    }
    if (schema.has("pattern")) {
      throw new AssertionError("a pattern without examples: " + schema);
    }
    return Integer.toString(random.nextInt(Integer.MAX_VALUE), 36);
  }

  private long number(JsonNode schema) {
    long minimum = schema.path("minimum").asLong(Long.MIN_VALUE);
    long maximum = schema.path("maximum").asLong(Long.MAX_VALUE);
    return switch (random.nextInt(4)) {
      case 0 -> minimum;
      case 1 -> maximum;
      default -> random.longs(1, minimum, maximum).sum();
    };
  }
}
