package dev.latchkey.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.latchkey.http.ApiDescription.Operation;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Holds every answer that a test gets to the description of the API: its status, its headers and
 * its body must be written there. Thread-safe.
 */
final class AnswerCheck {

  private static final AnswerCheck STANDARD = new AnswerCheck(ApiDescription.load());

  // HTTP's own; the description of a header Content-Type would be passed over (OpenAPI 3.1).
  private static final Set<String> FRAMING =
      Set.of("connection", "content-length", "content-type", "date", "transfer-encoding");
  private static final Set<Integer> ANY_PATH = Set.of(400, 404, 414, 429, 503);
  private static final Set<Integer> ANY_METHOD = Set.of(204, 400, 405, 414, 429, 503);
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  private final ApiDescription description;
  private final Schemas schemas;

  AnswerCheck(ApiDescription description) {
    this.description = description;
    this.schemas = new Schemas(description);
  }

  /**
   * Fails if the answer is not as described.
   *
   * @param target what the request asked for, as it was sent
   */
  static void check(String method, String target, RawAnswer answer) {
    List<String> problems = STANDARD.problemsOf(method, target, answer);
    if (!problems.isEmpty()) {
      throw new AssertionError(
          "The answer to %s %s is not as docs/openapi.yaml has it: %s%n%s %s%n%s"
              .formatted(
                  method, target, problems, answer.status(), answer.headers(), answer.body()));
    }
  }

  List<String> problemsOf(String method, String target, RawAnswer answer) {
    if (answer.header("X-Request-Id").isEmpty()) {
      return problemsOfParser(answer);
    }
    Optional<JsonNode> response = responseTo(method, target, answer.status());
    if (response.isEmpty()) {
      return List.of("no status " + answer.status());
    }
    List<String> problems = new ArrayList<>();
    addHeaders(response.get(), answer, problems);
    addBody(response.get(), method, answer, problems);
    return problems;
  }

  // It refuses what it can't read before any of us is asked.
  private static List<String> problemsOfParser(RawAnswer answer) {
    return answer.status() == 400 && answer.body().isEmpty()
        ? List.of()
        : List.of("not refused by the parser, and without X-Request-Id");
  }

  private Optional<JsonNode> responseTo(String method, String target, int status) {
    Optional<Target> path = pathOf(target);
    List<Operation> operations = path.map(Target::segments).map(description::of).orElse(List.of());
    if (operations.isEmpty()) {
      return ANY_PATH.contains(status) ? Optional.of(shared("NotFound")) : Optional.empty();
    }
    String wanted = method.equals("HEAD") ? "GET" : method;
    Optional<Operation> operation =
        operations.stream()
            .filter(one -> one.method().equals(wanted) || one.anyMethod())
            .findFirst();
    if (operation.isEmpty()) {
      return ANY_METHOD.contains(status) ? Optional.of(otherMethod(status)) : Optional.empty();
    }
    JsonNode response = operation.get().node().path("responses").path(String.valueOf(status));
    return Optional.of(description.resolve(response)).filter(node -> !node.isMissingNode());
  }

  private static Optional<Target> pathOf(String target) {
    String path = target.replaceFirst("^[a-z]+://[^/?]*", "").replaceFirst("\\?.*", "");
    try {
      return Optional.of(Target.parse(path));
    } catch (RefusedException malformed) {
      return Optional.empty();
    }
  }

  private JsonNode otherMethod(int status) {
    return shared(status == 204 ? "Options" : status == 405 ? "MethodNotAllowed" : "NotFound");
  }

  private JsonNode shared(String name) {
    return description.document().at("/components/responses/" + name);
  }

  private void addHeaders(JsonNode response, RawAnswer answer, List<String> problems) {
    Map<String, JsonNode> described = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    response
        .path("headers")
        .properties()
        .forEach(entry -> described.put(entry.getKey(), description.resolve(entry.getValue())));
    answer.headers().keySet().stream()
        .filter(name -> !FRAMING.contains(name) && !described.containsKey(name))
        .forEach(name -> problems.add("no header " + name));
    described.forEach(
        (name, header) -> {
          String value = answer.header(name);
          if (!value.isEmpty()) {
            schemas
                .problemsOfText(header.path("schema"), value)
                .forEach(problem -> problems.add("header " + name + problem));
          } else if (header.path("required").asBoolean()) {
            problems.add("the header " + name + " is missing");
          }
        });
  }

  private void addBody(JsonNode response, String method, RawAnswer answer, List<String> problems) {
    JsonNode content = response.path("content");
    String type = answer.header("Content-Type");
    if (content.isMissingNode()) {
      if (!type.isEmpty() || !answer.body().isEmpty()) {
        problems.add("there should be no body");
      }
      return;
    }
    JsonNode schema = content.path(type.replaceFirst(";.*", "")).path("schema");
    if (schema.isMissingNode()) {
      problems.add("no type " + type);
    } else if (!type.toLowerCase(Locale.ROOT).contains("charset=utf-8")) {
      problems.add("the charset is missing: " + type);
    } else if (!method.equals("HEAD")) {
      problems.addAll(schemas.problemsOf(schema, valueOf(type, answer, problems)));
    }
  }

  private static JsonNode valueOf(String type, RawAnswer answer, List<String> problems) {
    if (!type.startsWith("application/json")) {
      return new TextNode(answer.body());
    }
    try {
      return JSON.readTree(answer.body());
    } catch (JsonProcessingException e) {
      problems.add("no JSON: " + e.getMessage());
    }
    return new TextNode(answer.body());
  }
}
