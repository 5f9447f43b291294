package dev.latchkey.cli.log;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.junit.jupiter.api.Test;

class JsonLogLineTest {

  private static final String SECRET = "SECRETsecretSECRETsec9";
  private static final int ROUNDS = 2_000;

  private final ObjectMapper mapper = new ObjectMapper();

  @Test
  void givenARequest_whenWritten_thenEachOfItsPartsIsAField() throws IOException {
    LogRecord record = record("{0}");
    record.setParameters(
        new Object[] {
          "GET /a 200", Map.of("path", "/a", "status", 200, "duration_ms", 3L, "actor", "maria")
        });

    JsonNode line = read(record);

    assertThat(line.get("time").textValue()).isEqualTo("2026-03-01T12:00:00.123Z");
    assertThat(line.get("level").textValue()).isEqualTo("INFO");
    assertThat(line.get("logger").textValue()).isEqualTo("dev.latchkey.test");
    assertThat(line.get("message").textValue()).isEqualTo("GET /a 200");
    assertThat(line.get("path").textValue()).isEqualTo("/a");
    assertThat(line.get("status").intValue()).isEqualTo(200);
    assertThat(line.get("duration_ms").intValue()).isEqualTo(3);
    assertThat(line.get("actor").textValue()).isEqualTo("maria");
    assertThat(line.has("error")).isFalse();
  }

  @Test
  void givenAFault_whenWritten_thenItsStackTraceIsAField() throws IOException {
    LogRecord record = record("It failed.");
    record.setThrown(new IllegalStateException("why\nso", new IOException("cause")));

    assertThat(read(record).get("error").textValue())
        .startsWith("java.lang.IllegalStateException: why\nso")
        .contains("Caused by: java.io.IOException: cause", "\tat ");
  }

  @Test
  void givenSecretsAnywhere_whenWritten_thenTheyAreCutOutAndItIsStillJson() throws IOException {
    LogRecord record = record("{0}");
    record.setThrown(new IllegalStateException("\u00e9" + SECRET));
    record.setParameters(
        new Object[] {
          "\n0123456789-" + SECRET,
          Map.of("path", "/\u00e9" + SECRET + "/\n" + SECRET, "status", List.of(SECRET))
        });

    String text = new JsonLogLine().format(record);

    assertThat(text).doesNotContain("SECRET");
    assertThat(mapper.readTree(text).get("message").textValue()).isEqualTo("\n0123456789-****");
  }

  @Test
  void givenAnyText_whenWritten_thenItIsOneLineOfJsonInAscii() throws IOException {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    for (int round = 0; round < ROUNDS; round++) {
      String text = anyText(random);
      LogRecord record = record("{0}");
      record.setParameters(new Object[] {text, Map.of("path", text)});

      String line = new JsonLogLine().format(record);

      assertThat(line).as("seed " + seed).matches("\\{[ -~]*}\n");
      JsonNode json = mapper.readTree(line);
      assertThat(json.get("message")).as("seed " + seed).isEqualTo(json.get("path"));
      assertThat(json.get("path").textValue()).as("seed " + seed).isEqualTo(text);
    }
  }

  @Test
  void givenNoLoggerOrParameters_whenWritten_thenItIsStillJson() throws IOException {
    LogRecord record = new LogRecord(Level.WARNING, "{0} {1");

    for (Object[] parameters : List.of(new Object[0], new Object[] {null, 7})) {
      record.setParameters(parameters);
      assertThat(read(record).get("level").textValue()).isEqualTo("WARNING");
    }
  }

  private JsonNode read(LogRecord record) throws IOException {
    return mapper.readTree(new JsonLogLine().format(record));
  }

  private static LogRecord record(String message) {
    LogRecord record = new LogRecord(Level.INFO, message);
    record.setLoggerName("dev.latchkey.test");
    record.setInstant(Instant.parse("2026-03-01T12:00:00.123456Z"));
    return record;
  }

  /** Up to twelve characters of every kind, among them those that JSON and terminals mind. */
  private static String anyText(Random random) {
    String special = "\"\\\n\r\t\0\u001b\u007f\u0085\u2028\u2029\u202e\ufeff{}'<>&/";
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(13); i > 0; i--) {
      switch (random.nextInt(3)) {
        case 0 -> text.append(special.charAt(random.nextInt(special.length())));
        case 1 -> text.append((char) random.nextInt(Character.MAX_VALUE + 1));
        default -> text.appendCodePoint(random.nextInt(Character.MAX_CODE_POINT + 1));
      }
    }
    return text.toString();
  }
}
