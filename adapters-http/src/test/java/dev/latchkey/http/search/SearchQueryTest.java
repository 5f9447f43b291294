package dev.latchkey.http.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.latchkey.http.wire.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SearchQueryTest {

  private static final Set<String> KEYS = Set.of("status", "role");

  @Test
  void givenWordsAndPairs_whenRead_thenTheyAreToldApart() {
    SearchQuery query = new SearchQuery("  Maria status:Active\tjoe ", KEYS);

    assertThat(query.words()).containsExactly("Maria", "joe");
    assertThat(query.value("status")).isEqualTo("Active");
    assertThat(query.value("role")).isEmpty();
    query.throwIfRefused("never");
  }

  @Test
  void givenNothing_whenRead_thenThereIsNothingInIt() {
    SearchQuery query = new SearchQuery(" ", KEYS);

    assertThat(query.words()).isEmpty();
    query.throwIfRefused("never");
  }

  @Test
  void givenQuotes_whenRead_thenTheyKeepSpacesAndColonsAndAreDropped() {
    SearchQuery query = new SearchQuery("\"a b:c\" status:\"d: e\"f", KEYS);

    assertThat(query.words()).containsExactly("a b:c");
    assertThat(query.value("status")).isEqualTo("d: ef");
    query.throwIfRefused("never");
  }

  @Test
  void givenAKeyInCapitals_whenRead_thenItIsTheSameKey() {
    assertThat(new SearchQuery("STATUS:x", KEYS).value("status")).isEqualTo("x");
  }

  @Test
  void givenElementsThatAreNotUnderstood_whenRead_thenAllAreToldInOrder() {
    SearchQuery query =
        new SearchQuery(":a b: a:b:c king:x status:x status:y role:\"\" \"z z", KEYS);
    query.refuse("role", "\"%s\" is no role", "bishop");

    assertRefused(
        query,
        validation("q", "Query element \\\":a\\\" cannot start or end with ':'"),
        validation("q", "Query element \\\"b:\\\" cannot start or end with ':'"),
        validation("q", "Query element \\\"a:b:c\\\" can only contain 1 ':'"),
        validation("king", "\\\"king\\\" is not a valid query param"),
        validation("status", "Query param \\\"status\\\" was provided more than once"),
        validation("q", "Query element \\\"role:\\\"\\\"\\\" has nothing between its quotes"),
        validation("q", "Query element \\\"\\\"z z\\\" has a quote that is not closed"),
        validation("role", "\\\"bishop\\\" is no role"));
  }

  @Test
  void givenATokenInIt_whenRefused_thenItsSecretIsNotRepeated() {
    String token = "0123456789-" + "s".repeat(22);

    assertRefused(
        new SearchQuery(token + ":x", KEYS),
        validation("0123456789-****", "\\\"0123456789-****\\\" is not a valid query param"));
  }

  @Test
  void givenWordsAndValuesOfAnyKind_whenQuotedAndRead_thenTheyAreTheSame() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    for (int round = 0; round < 1_000; round++) {
      List<String> words =
          Stream.generate(() -> randomText(random)).limit(random.nextInt(5)).toList();
      String status = randomText(random);
      List<String> elements = new ArrayList<>(words.stream().map(SearchQueryTest::quoted).toList());
      elements.add(random.nextInt(elements.size() + 1), "sTaTuS:" + quoted(status));
      String text = String.join(random.nextBoolean() ? " " : " \t ", elements);

      SearchQuery query = new SearchQuery(text, KEYS);

      query.throwIfRefused("never");
      assertThat(query.words()).as("seed %s, <%s>", seed, text).isEqualTo(words);
      assertThat(query.value("status")).as("seed %s, <%s>", seed, text).isEqualTo(status);
    }
  }

  private static String randomText(Random random) {
    String letters = "aB :\t\u00e9%\\'-";
    return random
        .ints(1 + random.nextInt(6), 0, letters.length())
        .mapToObj(index -> letters.substring(index, index + 1))
        .collect(Collectors.joining());
  }

  private static String quoted(String text) {
    return "\"" + text + "\"";
  }

  private static void assertRefused(SearchQuery query, String... validations) {
    assertThatExceptionOfType(BadSearchException.class)
        .isThrownBy(() -> query.throwIfRefused("Invalid search."))
        .satisfies(
            refused ->
                assertThat(Json.text(refused.error()))
                    .isEqualTo(
                        "{\"message\":\"Invalid search.\",\"validations\":["
                            + String.join(",", validations)
                            + "]}"));
  }

  private static String validation(String field, String detail) {
    return "{\"field\":\"%s\",\"detail\":\"%s\"}".formatted(field, detail);
  }
}
