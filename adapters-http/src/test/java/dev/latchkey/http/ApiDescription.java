package dev.latchkey.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** The description of the API that the server serves, to be asked about its operations. */
final class ApiDescription {

  private static final Set<String> METHODS = Set.of("get", "post", "put", "delete");

  private final JsonNode document;
  private final List<Operation> operations = new ArrayList<>();

  /**
   * What can be done with a path.
   *
   * @param path the segments of the path; those in braces are parameters
   * @param method in upper case
   * @param node all that is said about it
   * @param parameters of the path and of itself
   * @param anyMethod whether it is done with every other method, too
   */
  record Operation(
      List<String> path,
      String method,
      JsonNode node,
      List<JsonNode> parameters,
      boolean anyMethod) {

    @Override
    public String toString() {
      return method + " /" + String.join("/", path);
    }
  }

  private ApiDescription(JsonNode document) {
    this.document = document;
    document.path("paths").properties().forEach(path -> addAll(path.getKey(), path.getValue()));
  }

  /** As it is served. */
  static ApiDescription load() {
    try (InputStream in = ApiDescription.class.getResourceAsStream("openapi.json")) {
      return of(new ObjectMapper().readTree(in));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  static ApiDescription of(JsonNode document) {
    return new ApiDescription(document);
  }

  JsonNode document() {
    return document;
  }

  List<Operation> operations() {
    return List.copyOf(operations);
  }

  /** The operations of the path that a request has; of several such paths the most exact. */
  List<Operation> of(List<String> segments) {
    Optional<List<String>> path =
        operations.stream()
            .map(Operation::path)
            .filter(template -> fits(template, segments))
            .max(Comparator.comparingLong(ApiDescription::fixedSegments));
    return operations.stream().filter(one -> path.filter(one.path()::equals).isPresent()).toList();
  }

  /** What stands behind a reference, or the node itself. */
  JsonNode resolve(JsonNode node) {
    String reference = node.path("$ref").asText("");
    return reference.isEmpty() ? node : resolve(document.at(reference.substring(1)));
  }

  private void addAll(String path, JsonNode item) {
    item.properties().stream()
        .filter(entry -> METHODS.contains(entry.getKey()))
        .forEach(
            entry ->
                operations.add(
                    new Operation(
                        List.of(path.substring(1).split("/")),
                        entry.getKey().toUpperCase(Locale.ROOT),
                        entry.getValue(),
                        Stream.of(item, entry.getValue())
                            .map(node -> node.path("parameters"))
                            .flatMap(list -> StreamSupport.stream(list.spliterator(), false))
                            .map(this::resolve)
                            .toList(),
                        item.path("x-any-method").asBoolean())));
  }

  private static boolean fits(List<String> template, List<String> segments) {
    boolean anyTail = template.get(template.size() - 1).equals("{path}");
    if (anyTail ? segments.size() < template.size() : segments.size() != template.size()) {
      return false;
    }
    for (int i = 0; i < template.size(); i++) {
      boolean fits =
          isParameter(template.get(i))
              ? !segments.get(i).isEmpty() || anyTail
              : template.get(i).equals(segments.get(i));
      if (!fits) {
        return false;
      }
    }
    return true;
  }

  private static long fixedSegments(List<String> template) {
    return template.stream().filter(segment -> !isParameter(segment)).count();
  }

  private static boolean isParameter(String segment) {
    return segment.startsWith("{");
  }
}
