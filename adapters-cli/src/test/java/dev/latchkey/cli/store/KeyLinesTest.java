package dev.latchkey.cli.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.core.authority.Caller;
import dev.latchkey.core.authority.ContractScopes;
import dev.latchkey.core.error.ImportProblem;
import dev.latchkey.core.error.LatchkeyException.ImportRefused;
import dev.latchkey.core.testkit.Fixtures;
import dev.latchkey.core.testkit.InMemoryKeyStore;
import dev.latchkey.core.testkit.SettableClock;
import dev.latchkey.core.testkit.Site;
import dev.latchkey.core.usecase.ImportKeys;
import dev.latchkey.core.usecase.ImportLine;
import dev.latchkey.core.usecase.PortableKey;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Lines of keys, as they are written and read. */
class KeyLinesTest {

  private static final PortableKey EVERYTHING =
      new PortableKey(
          "a1B2c3D4e5",
          "0123456789abcdef".repeat(4),
          "maria",
          "\u00e4 \ud83d\ude00 \"\\ \u202e",
          "2026-12-31T23:59:59Z",
          "2027-01-01T00:00:00Z",
          "2026-01-01T00:00:00.123456Z",
          "2026-02-01T00:00:00Z",
          77L,
          List.of("coder:all"),
          List.of("*:*"));

  private static final PortableKey LEAST =
      new PortableKey(
          "a1B2c3D4e5",
          "0123456789abcdef".repeat(4),
          "maria",
          "ci",
          "2026-12-31T23:59:59Z",
          null,
          null,
          null,
          null,
          null,
          null);

  @Test
  void givenKeys_whenWrittenAndRead_thenTheyAreTheSame() {
    String text = KeyLineWriter.write(EVERYTHING) + KeyLineWriter.write(LEAST);

    assertThat(text.lines()).hasSize(2);
    assertThat(text).contains("\\u202e").doesNotContain("null");
    assertThat(read(text))
        .containsExactly(
            new ImportLine(1, EVERYTHING, List.of()), new ImportLine(2, LEAST, List.of()));
  }

  @Test
  void givenLinesThatEndAsOnWindowsOrNotAtAll_whenRead_thenTheyAreRead() {
    String line = KeyLineWriter.write(LEAST).strip();

    assertThat(problems(line + "\r\n" + line)).isEmpty();
    assertThat(read(line + "\r\n" + line)).hasSize(2);
    assertThat(read("")).isEmpty();
  }

  @Test
  void givenWhatIsNoObject_whenRead_thenEachLineIsToldOnItsOwn() {
    String good = KeyLineWriter.write(LEAST);
    String text =
        good
            + "\n"
            + "  \r\n"
            + "[]\n"
            + "{\"id\":\n"
            + "{\"id\":\"a\"} {}\n"
            + "{'id':1}\n"
            + "nonsense, and \"secret\"\n"
            + good;

    assertThat(problems(text))
        .containsExactly(
            "2: is blank (expected: a JSON object on every line)",
            "3: is blank (expected: a JSON object on every line)",
            "4: is not a JSON object",
            "5: is not JSON at column 7 (expected: one JSON object)",
            "6: goes on behind the JSON object (expected: one object on each line)",
            "7: is not JSON at column 2 (expected: one JSON object)",
            "8: is not JSON at column 1 (expected: one JSON object)");
  }

  @Test
  void givenBytesThatAreNoText_whenRead_thenTheLineIsTold() {
    byte[] notUtf8 = {'{', '"', (byte) 0xff, '"', '}', '\n', '{', '}'};

    assertThat(problems("\ufeff{}\n{}"))
        .containsExactly("1: begins with a byte order mark (expected: UTF-8 without one)");
    assertThat(problems(notUtf8)).containsExactly("1: is not UTF-8");
  }

  @Test
  void givenALineOfTheLimitAndOneOver_whenRead_thenOnlyThatIsTooLong() {
    String filler = " ".repeat(LineSplitter.MAX_BYTES - 2);

    assertThat(problems("{" + filler + "}\n{ " + filler + "}\n{}"))
        .containsExactly("2: is too long (expected: at most 65536 bytes)");
  }

  @Test
  void givenWrongFields_whenRead_thenAllOfThemAreToldAndTheRestIsRead() {
    List<ImportLine> lines =
        read(
            """
            {"id":1,"name":["x"],"owner":{"a":{"b":[]}},"scopes":"all","allow_list":["*:*",{"a":1}],\
            "lifetime_seconds":"7","expires_at":true,"ID":"a","created_at":"x","created_at":"y",\
            "last_used":null,"scopes ":[[[]]],"%s":1}
            {"lifetime_seconds":1.5}
            {"lifetime_seconds":9223372036854775808}
            """
                .formatted("n".repeat(99)));

    assertThat(problemsOf(lines))
        .containsExactly(
            "1: id: must be a string",
            "1: name: must be a string",
            "1: owner: must be a string",
            "1: scopes: must be an array of strings",
            "1: allow_list: must be an array of strings, with no other items",
            "1: lifetime_seconds: must be a whole number of 64 bits",
            "1: expires_at: must be a string",
            "1: \"ID\": is not known (expected: " + KeyFields.names() + ")",
            "1: \"created_at\": is there twice (expected: once)",
            "1: \"scopes \": is not known (expected: " + KeyFields.names() + ")",
            "1: a field of a long name: is not known (expected: " + KeyFields.names() + ")",
            "2: lifetime_seconds: must be a whole number of 64 bits",
            "3: lifetime_seconds: must be a whole number of 64 bits");
    assertThat(lines.get(0).key().createdAt()).isEqualTo("x");
  }

  @Test
  void givenDamagedLines_whenImported_thenEachProblemIsOfALineThatThereIs() {
    Random random = new Random(20260301);
    int refused = 0;
    try (Site site = Site.over(new InMemoryKeyStore())) {
      site.member("maria");
      ImportKeys imports =
          new ImportKeys(site.store(), new ContractScopes(), SettableClock.at(Fixtures.NOW));
      byte[] whole = wholeFile();
      for (int round = 0; round < 2000; round++) {
        byte[] damaged = damaged(whole, random);
        long lines = lineCount(damaged);
        try {
          assertThat(imports.execute(Caller.system("test"), lines(damaged), true).keys())
              .isEqualTo((int) lines);
        } catch (ImportRefused e) {
          refused++;
          assertThat(e.problems())
              .extracting(ImportProblem::line)
              .allMatch(n -> n >= 1 && n <= lines);
        }
      }
    }
    assertThat(refused).isBetween(1000, 1999);
  }

  private static byte[] wholeFile() {
    return IntStream.range(0, 8)
        .mapToObj(
            number ->
                KeyLineWriter.write(
                    new PortableKey(
                        "a1B2c3D4e" + number,
                        EVERYTHING.secretSha256(),
                        "maria",
                        "token-" + number,
                        "2026-12-31T23:59:59Z",
                        null,
                        "2026-01-01T00:00:00.123456Z",
                        "2026-02-01T00:00:00Z",
                        77L,
                        List.of("coder:all", "workspace:read"),
                        List.of("workspace:*"))))
        .collect(Collectors.joining())
        .getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] damaged(byte[] whole, Random random) {
    byte[] damaged = whole.clone();
    int place = random.nextInt(damaged.length);
    switch (random.nextInt(4)) {
      case 0 -> damaged[place] = (byte) random.nextInt(256);
      case 1 -> damaged[place] ^= 0x20;
      case 2 -> damaged = Arrays.copyOf(damaged, place);
      default -> {
        int length = random.nextInt(damaged.length - place);
        System.arraycopy(whole, random.nextInt(damaged.length - length), damaged, place, length);
      }
    }
    return damaged;
  }

  private static long lineCount(byte[] text) {
    long lineFeeds = IntStream.range(0, text.length).filter(index -> text[index] == '\n').count();
    boolean endsInLineFeed = text.length == 0 || text[text.length - 1] == '\n';
    return endsInLineFeed ? lineFeeds : lineFeeds + 1;
  }

  private static List<ImportLine> read(String text) {
    return lines(text.getBytes(StandardCharsets.UTF_8)).toList();
  }

  private static Stream<ImportLine> lines(byte[] text) {
    return new LineSplitter(new ByteArrayInputStream(text)).lines().map(KeyLineReader::read);
  }

  private static List<String> problems(String text) {
    return problems(text.getBytes(StandardCharsets.UTF_8));
  }

  private static List<String> problems(byte[] text) {
    return problemsOf(lines(text).toList());
  }

  private static List<String> problemsOf(List<ImportLine> lines) {
    return lines.stream()
        .flatMap(
            line ->
                line.unreadable().stream()
                    .map(
                        problem ->
                            line.number()
                                + ": "
                                + (problem.field().isEmpty() ? "" : problem.field() + ": ")
                                + problem.detail()))
        .toList();
  }
}
