package dev.latchkey.http;

import com.fasterxml.jackson.databind.JsonNode;
import dev.latchkey.http.ApiDescription.Operation;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;

/** Makes requests from the description of the API: half of them valid, the others damaged. */
final class RequestGenerator {

  private final ApiDescription description;
  private final Random random;
  private final ValueGenerator values;
  private final RequestDamage damage;
  private List<String> tokens = List.of();
  private List<String> users = List.of();

  RequestGenerator(ApiDescription description, Random random) {
    this.description = description;
    this.random = random;
    values = new ValueGenerator(description, random);
    damage = new RequestDamage(random, values);
  }

  /** Tells what there is to ask with and about. */
  void know(List<String> someTokens, List<String> someUsers) {
    tokens = List.copyOf(someTokens);
    users = List.copyOf(someUsers);
  }

  FuzzRequest next() {
    Operation operation = pick(description.operations());
    FuzzRequest request =
        new FuzzRequest(operation.toString(), operation.method(), target(operation));
    request.headers.add("Authorization: Bearer " + pick(tokens));
    JsonNode schema = operation.node().at("/requestBody/content/application~1json/schema");
    JsonNode body = schema.isMissingNode() ? null : values.valid(schema);
    if (body != null) {
      request.headers.add("Content-Type: application/json");
      request.body = body.toString().getBytes(StandardCharsets.UTF_8);
      request.chunked = random.nextInt(4) == 0;
    }
    if (random.nextBoolean()) {
      request.headers.add("Accept-Encoding: gzip");
    }
    for (int i = random.nextInt(2) * (1 + random.nextInt(3)); i > 0; i--) {
      request.valid = false;
      damage.damage(request, body);
    }
    return request;
  }

  private String target(Operation operation) {
    String path =
        operation.path().stream()
            .map(segment -> segment.startsWith("{") ? escaped(segment(segment)) : segment)
            .collect(Collectors.joining("/", "/", ""));
    List<String> query = new ArrayList<>();
    for (JsonNode parameter : operation.parameters()) {
      if (parameter.path("in").asText().equals("query") && random.nextBoolean()) {
        String value = values.valid(parameter.path("schema")).asText();
        query.add(parameter.path("name").asText() + "=" + escaped(value));
      }
    }
    return query.isEmpty() ? path : path + "?" + String.join("&", query);
  }

  private String segment(String parameter) {
    return switch (parameter) {
      case "{user}" -> random.nextBoolean() ? "me" : pick(users);
      case "{keyid}" -> pick(tokens).substring(0, random.nextBoolean() ? 10 : 33);
      case "{keyname}" -> pick(List.of("nightly", "build 7", "d\u00e9ploiement", "nobodys"));
      default -> "anything";
    };
  }

  private <T> T pick(List<T> list) {
    return list.get(random.nextInt(list.size()));
  }

  private static String escaped(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
