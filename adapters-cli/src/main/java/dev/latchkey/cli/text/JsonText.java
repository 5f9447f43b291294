package dev.latchkey.cli.text;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** Writes JSON for a person or a script: indented by two spaces, and safe for a terminal. */
public final class JsonText {

  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final ObjectWriter WRITER = MAPPER.writer(printer());

  private JsonText() {}

  /** A wire type as a tree, in which fields can be left out before it is written. */
  public static ObjectNode tree(Object wireType) {
    return MAPPER.valueToTree(wireType);
  }

  /** An object without fields. */
  public static ObjectNode object() {
    return MAPPER.createObjectNode();
  }

  /** An array of trees. */
  public static ArrayNode array(List<? extends JsonNode> trees) {
    return MAPPER.createArrayNode().addAll(trees);
  }

  /** The text of {@code tree}, with a line feed at its end. */
  public static String of(JsonNode tree) {
    try {
      // Outside of strings JSON has no such characters, and inside this is how it escapes them.
      return SafeText.escapeLines(WRITER.writeValueAsString(tree)) + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree of JSON could not be written", e);
    }
  }

  private static DefaultPrettyPrinter printer() {
    DefaultIndenter indenter = new DefaultIndenter("  ", "\n");
    DefaultPrettyPrinter printer =
        new DefaultPrettyPrinter(
            DefaultPrettyPrinter.DEFAULT_SEPARATORS.withObjectFieldValueSpacing(
                Separators.Spacing.AFTER));
    printer.indentObjectsWith(indenter);
    printer.indentArraysWith(indenter);
    return printer;
  }
}
