package dev.latchkey.http;

import com.fasterxml.jackson.databind.JsonNode;
import dev.latchkey.http.ApiDescription.Operation;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** Writes the description of the API as the page that the server shows to people. */
final class DescriptionPage {

  private final ApiDescription description;
  private final Set<String> standardHeaders;
  private final StringBuilder html = new StringBuilder();

  private DescriptionPage(ApiDescription description) {
    this.description = description;
    standardHeaders = headersOf(description.document().at("/components/responses/NotFound"));
  }

  /**
   * @param head what stands before the title of the page
   */
  static String of(ApiDescription description, String head) {
    DescriptionPage page = new DescriptionPage(description);
    page.html.append(head);
    page.write();
    return page.html.toString();
  }

  private void write() {
    JsonNode info = description.document().path("info");
    line("<h1>%s HTTP API</h1>".formatted(escaped(info.path("title"))));
    line("<p>" + Prose.line(info.path("summary").asText()) + "</p>");
    line(
        "<p>The same <a href=\"openapi.json\">for programs</a>: OpenAPI "
            + escaped(description.document().path("openapi"))
            + ".</p>");
    writeContents();
    line("<h2>In general</h2>");
    line(Prose.html(info.path("description").asText()));
    writeStandardHeaders();
    description.document().path("tags").forEach(this::writeTag);
    line("<h2 id=\"types\">Types</h2>");
    JsonNode schemas = description.document().at("/components/schemas");
    schemas.properties().forEach(entry -> writeType(entry.getKey(), entry.getValue()));
    line("</main>\n</body>\n</html>");
  }

  private void writeContents() {
    line("<nav>");
    for (JsonNode tag : description.document().path("tags")) {
      line("<h2>%s</h2>\n<ul>".formatted(escaped(tag.path("name"))));
      for (Operation operation : of(tag)) {
        line(
            "<li><a href=\"#%s\">%s</a></li>"
                .formatted(
                    escaped(operation.node().path("operationId")),
                    escaped(operation.node().path("summary"))));
      }
      line("</ul>");
    }
    line("<p><a href=\"#types\">Types</a></p>\n</nav>\n<main>");
  }

  private void writeStandardHeaders() {
    line("<h3>Headers of every answer</h3>");
    writeRows(
        "Header",
        standardHeaders.stream()
            .map(name -> row(name, header("NotFound", name).path("description").asText()))
            .toList());
  }

  private JsonNode header(String response, String name) {
    JsonNode headers = description.document().at("/components/responses/" + response + "/headers");
    return description.resolve(headers.path(name));
  }

  private void writeTag(JsonNode tag) {
    line("<h2>%s</h2>".formatted(escaped(tag.path("name"))));
    line(Prose.html(tag.path("description").asText()));
    of(tag).forEach(this::writeOperation);
  }

  private List<Operation> of(JsonNode tag) {
    String name = tag.path("name").asText();
    return description.operations().stream()
        .filter(operation -> operation.node().path("tags").path(0).asText().equals(name))
        .toList();
  }

  private void writeOperation(Operation operation) {
    JsonNode node = operation.node();
    line("<section id=\"%s\">".formatted(escaped(node.path("operationId"))));
    line("<h3>%s</h3>".formatted(escaped(node.path("summary"))));
    line(
        "<p class=\"call\"><code><b>%s</b> /%s</code>%s</p>"
            .formatted(
                operation.method(),
                escaped(String.join("/", operation.path())),
                node.has("security") ? " needs no token" : ""));
    line(Prose.html(node.path("description").asText()));
    writeRows("Parameter", operation.parameters().stream().map(this::parameter).toList());
    JsonNode body = node.at("/requestBody/content/application~1json/schema");
    if (!body.isMissingNode()) {
      line("<p>Body: %s</p>".formatted(typeOf(body)));
    }
    writeRows(
        "Status",
        node.path("responses").properties().stream()
            .map(entry -> response(entry.getKey(), description.resolve(entry.getValue())))
            .toList());
    line("</section>");
  }

  private String parameter(JsonNode parameter) {
    return row(
        parameter.path("name").asText(),
        "in: " + parameter.path("in").asText() + ". " + parameter.path("description").asText(),
        typeOf(parameter.path("schema")));
  }

  private String response(String status, JsonNode response) {
    String types =
        response.path("content").properties().stream()
            .map(content -> typeOf(content.getValue().path("schema")))
            .collect(Collectors.joining(" or "));
    List<String> headers = new ArrayList<>(headersOf(response));
    headers.removeAll(standardHeaders);
    String with = headers.isEmpty() ? "" : " With `" + String.join("`, `", headers) + "`.";
    return row(status, response.path("description").asText().strip() + with, types);
  }

  private void writeType(String name, JsonNode schema) {
    line("<section id=\"type-%s\">\n<h3>%s</h3>".formatted(name, name));
    line(Prose.html(schema.path("description").asText()));
    if (!schema.has("properties")) {
      line("<p>%s</p>".formatted(typeOf(schema)));
    }
    Set<String> required = texts(schema.path("required"));
    writeRows(
        "Field",
        schema.path("properties").properties().stream()
            .map(entry -> field(entry.getKey(), entry.getValue(), required))
            .toList());
    line("</section>");
  }

  private String field(String name, JsonNode schema, Set<String> required) {
    String note = required.contains(name) ? "" : " optional";
    return row(name, schema.path("description").asText(), typeOf(schema) + note);
  }

  private String typeOf(JsonNode schema) {
    if (schema.has("$ref")) {
      String name = schema.path("$ref").asText().replaceFirst(".*/", "");
      return "<a href=\"#type-%s\">%s</a>".formatted(name, name);
    }
    for (String together : List.of("oneOf", "allOf")) {
      if (schema.has(together)) {
        return StreamSupport.stream(schema.path(together).spliterator(), false)
            .map(this::typeOf)
            .filter(type -> !type.isEmpty())
            .collect(Collectors.joining(together.equals("oneOf") ? " or " : ", "));
      }
    }
    if (schema.has("items") && texts(schema.path("type")).contains("array")) {
      return "array of " + typeOf(schema.path("items"));
    }
    return plainTypeOf(schema);
  }

  private static String plainTypeOf(JsonNode schema) {
    if (schema.has("const")) {
      return "<code>" + escaped(schema.path("const").toString()) + "</code>";
    }
    if (schema.has("enum")) {
      return StreamSupport.stream(schema.path("enum").spliterator(), false)
          .map(value -> "<code>" + escaped(value.toString()) + "</code>")
          .collect(Collectors.joining(", "));
    }
    String type = String.join(" or ", texts(schema.path("type")));
    String format = schema.path("format").asText();
    String range =
        schema.has("minimum") && schema.has("maximum")
            ? " " + schema.path("minimum") + " to " + schema.path("maximum")
            : "";
    return (format.isEmpty() ? type : type + " (" + format + ")") + range;
  }

  private void writeRows(String title, List<String> rows) {
    if (!rows.isEmpty()) {
      line("<table>\n<tr><th>%s</th><th></th><th></th></tr>".formatted(title));
      rows.forEach(this::line);
      line("</table>");
    }
  }

  private static String row(String name, String text, String type) {
    return "<tr><td><code>%s</code></td><td>%s</td><td>%s</td></tr>"
        .formatted(escaped(name), Prose.line(text), type);
  }

  private static String row(String name, String text) {
    return row(name, text, "");
  }

  private static Set<String> headersOf(JsonNode response) {
    Set<String> names = new LinkedHashSet<>();
    response.path("headers").fieldNames().forEachRemaining(names::add);
    return names;
  }

  private static Set<String> texts(JsonNode node) {
    Set<String> texts = new LinkedHashSet<>();
    if (node.isTextual()) {
      texts.add(node.asText());
    }
    node.forEach(item -> texts.add(item.asText()));
    return texts;
  }

  private static String escaped(JsonNode node) {
    return escaped(node.asText());
  }

  private static String escaped(String text) {
    return Prose.escaped(text);
  }

  private void line(String text) {
    if (!text.isEmpty()) {
      html.append(text).append('\n');
    }
  }
}
