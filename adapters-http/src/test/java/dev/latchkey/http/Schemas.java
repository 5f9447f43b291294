package dev.latchkey.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion.VersionFlag;
import com.networknt.schema.ValidationMessage;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Holds values to the schemas of the description. To clients an object may have more fields than
 * are written there, so that some can be added; here it may not.
 */
final class Schemas {

  private static final String LOCATION = "https://latchkey.dev/openapi.json";

  private final JsonSchemaFactory factory;
  private final SchemaValidatorsConfig config =
      SchemaValidatorsConfig.builder().formatAssertionsEnabled(true).build();
  private final Map<JsonNode, JsonSchema> schemas = new ConcurrentHashMap<>();

  Schemas(ApiDescription description) {
    String document = strict(description.document()).toString();
    factory =
        JsonSchemaFactory.getInstance(
            VersionFlag.V202012,
            builder ->
                builder.schemaLoaders(loaders -> loaders.schemas(Map.of(LOCATION, document))));
  }

  /** What is wrong with a value; nothing if it is as the schema says. */
  List<String> problemsOf(JsonNode schema, JsonNode value) {
    return schemas
        .computeIfAbsent(schema, any -> factory.getSchema(strict(schema), config))
        .validate(value)
        .stream()
        .map(ValidationMessage::toString)
        .toList();
  }

  /** The same for a text, such as the value of a header, which may stand for a number. */
  List<String> problemsOfText(JsonNode schema, String text) {
    boolean number =
        schema.path("type").asText().equals("integer") && text.matches("-?[0-9]{1,18}");
    return problemsOf(schema, number ? LongNode.valueOf(Long.parseLong(text)) : new TextNode(text));
  }

  private static JsonNode strict(JsonNode node) {
    JsonNode copy = node.deepCopy();
    makeStrict(copy);
    return copy;
  }

  private static void makeStrict(JsonNode node) {
    node.forEach(Schemas::makeStrict);
    if (node instanceof ObjectNode object) {
      if (object.path("$ref").isTextual() && object.get("$ref").textValue().startsWith("#")) {
        object.put("$ref", LOCATION + object.get("$ref").textValue());
      }
      if (object.has("properties") && !object.has("additionalProperties")) {
        object.put("additionalProperties", false);
      }
    }
  }
}
