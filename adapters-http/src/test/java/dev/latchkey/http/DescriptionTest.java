package dev.latchkey.http;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.latchkey.core.Latchkey;
import dev.latchkey.core.testkit.InMemoryKeyStore;
import dev.latchkey.http.ApiDescription.Operation;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** That docs/openapi.yaml, what the server serves and what it does are one. */
class DescriptionTest {

  private static final Path SOURCE = Path.of("../docs/openapi.yaml");
  private static final Path SERVED = Path.of("src/main/resources/dev/latchkey/http");
  private static final String WRITE = "latchkey.description.write";
  private static final int MAX_ALIASES = 1_000;
  private static final ObjectMapper JSON = new ObjectMapper();

  private final ApiDescription description = ApiDescription.of(source());

  @Test
  void givenTheSource_whenMadeIntoJson_thenThatIsWhatIsServed() {
    assertServed("openapi.json", description.document() + "\n");
  }

  @Test
  void givenTheSource_whenMadeIntoAPage_thenThatIsWhatIsServed() {
    assertServed("docs.html", DescriptionPage.of(description, resource("/docs-head.html")));
  }

  @Test
  void givenTheRoutes_whenCompared_thenEachIsDescribedAndNothingElse() {
    try (Latchkey latchkey = Latchkey.on(new InMemoryKeyStore()).build();
        Readiness readiness = new Readiness(latchkey.checkReadiness(), System::nanoTime)) {
      Metrics metrics = new Metrics(latchkey, readiness);
      Stream<String> routes =
          Routes.of(latchkey, readiness, metrics, "1").stream()
              .flatMap(DescriptionTest::methodsAndPath);

      assertThat(description.operations().stream().map(Operation::toString))
          .containsExactlyInAnyOrderElementsOf(routes.toList());
    }
  }

  @Test
  void givenTheDescription_whenRead_thenEveryReferenceLeadsSomewhereAndNamesAreUnique() {
    List<String> references =
        description.document().findValuesAsText("$ref").stream().distinct().toList();
    List<String> names = description.document().findValuesAsText("operationId");

    assertThat(references).hasSizeGreaterThan(40);
    assertThat(references)
        .allSatisfy(
            reference ->
                assertThat(description.document().at(reference.substring(1)).isMissingNode())
                    .isFalse());
    assertThat(names).doesNotHaveDuplicates().hasSameSizeAs(description.operations());
  }

  @Test
  void givenTheGoldenFiles_whenHeldToTheirSchemas_thenTheyAreAsDescribed() throws IOException {
    Map<String, String> schemas =
        Map.ofEntries(
            entry("audit-page", "AuditPage"),
            entry("build-info", "BuildInfo"),
            entry("error", "Error"),
            entry("new-key", "NewKey"),
            entry("session-key", "Key"),
            entry("token", "Key"),
            entry("token-config", "TokenConfig"),
            entry("token-in-list", "ListedKey"),
            entry("user", "User"),
            entry("user-page", "UserPage"),
            entry("user-roles", "UserRoles"),
            entry("verification", "Verification"),
            entry("verification-refused", "Verification"),
            entry("verification-request", "VerificationRequest"));
    Schemas check = new Schemas(description);

    assertThat(goldenFiles()).containsExactlyElementsOf(new TreeMap<>(schemas).keySet());
    schemas.forEach(
        (file, schema) ->
            assertThat(
                    check.problemsOf(
                        description.document().at("/components/schemas/" + schema),
                        json(resource("/golden/" + file + ".json"))))
                .as(file)
                .isEmpty());
  }

  private static Stream<String> methodsAndPath(Route route) {
    String path = route.path().replaceAll("[:*]([a-z]+)", "{$1}");
    boolean any = route.method().equals(Route.ANY_METHOD);
    return (any ? Stream.of("GET", "POST") : Stream.of(route.method()))
        .map(method -> method + " " + path);
  }

  private static List<String> goldenFiles() throws IOException {
    try (Stream<Path> files = Files.list(Path.of("src/test/resources/golden"))) {
      return files
          .map(file -> file.getFileName().toString().replace(".json", ""))
          .sorted()
          .toList();
    }
  }

  /** Compares, or writes what it should be if a developer asks for that. */
  private static void assertServed(String name, String text) {
    Path file = SERVED.resolve(name);
    try {
      if (Boolean.getBoolean(WRITE)) {
        Files.writeString(file, text);
      }
      assertThat(Files.readString(file))
          .as("%s; to write it, run the tests with -D%s=true", file, WRITE)
          .isEqualTo(text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static JsonNode source() {
    try {
      LoaderOptions options = new LoaderOptions();
      options.setMaxAliasesForCollections(MAX_ALIASES);
      Yaml yaml = new Yaml(new SafeConstructor(options));
      Object tree = yaml.load(Files.readString(SOURCE));
      return JSON.valueToTree(tree);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static JsonNode json(String text) {
    try {
      return JSON.readTree(text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String resource(String name) {
    try (InputStream in = DescriptionTest.class.getResourceAsStream(name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
