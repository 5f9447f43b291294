package dev.latchkey.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Bodies that are JSON only nearly, or in an unusual way. */
class OddBodyTest {

  private static final String TOKENS = "/api/v2/users/me/keys/tokens";
  private static final String NAMED = "{\"token_name\":\"odd\"}";

  private final TestServer server = TestServer.start();
  private final String token = server.tokenOf(server.site().member("maria"));

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void givenAByteOrderMark_whenSent_thenItIsPassedOver() {
    assertThat(post(octets("\ufeff" + NAMED, StandardCharsets.UTF_8))).startsWith("HTTP/1.1 201");
    assertThat(nameOfTheNewest()).isEqualTo("odd");
  }

  @Test
  void givenAnotherCodingThanUtf8_whenSent_thenItIsRefused() {
    String accented = "{\"token_name\":\"d\u00e9j\u00e0\"}";

    assertRefused(octets(accented, StandardCharsets.ISO_8859_1), "the body is not UTF-8 text");
    for (String coding : List.of("UTF-16BE", "UTF-16LE", "UTF-32BE", "UTF-32LE")) {
      assertThat(post(octets(NAMED, Charset.forName(coding)))).startsWith("HTTP/1.1 400");
    }
    assertThat(post(octets(accented, StandardCharsets.UTF_8))).startsWith("HTTP/1.1 201");
  }

  @Test
  void givenOctetsThatAreNoUtf8_whenSent_thenTheyAreRefusedWhereverTheyStand() {
    Stream.of(
            "\u00ff",
            "\u00c0\u00af",
            "\u00ed\u00a0\u0080",
            "\u00f5\u0080\u0080\u0080",
            "\u00e2\u0082")
        .forEach(
            broken -> {
              assertRefused("{\"token_name\":\"" + broken + "\"}", "the body is not UTF-8 text");
              assertRefused("{\"" + broken + "\":1}", "the body is not UTF-8 text");
              assertRefused("{} " + broken, "the body is not UTF-8 text");
            });
  }

  @Test
  void givenHalfASurrogatePair_whenEscaped_thenItIsNoName() {
    for (String half : List.of("\\ud800", "\\udc00", "\\udc00\\ud800", "a\\ud83db")) {
      assertThat(post("{\"token_name\":\"" + half + "\"}"))
          .startsWith("HTTP/1.1 400")
          .contains("must not contain control characters or broken Unicode");
    }
    assertThat(post("{\"token_name\":\"\\ud83d\\ude00\"}")).startsWith("HTTP/1.1 201");
    assertThat(post("{\"\\ud800\":1}")).startsWith("HTTP/1.1 201");
  }

  @Test
  void givenNumbersThatAreTooLarge_whenSent_thenTheyAreRefused() {
    for (String number :
        List.of(
            "9223372036854775808",
            "-9223372036854775809",
            "1e400",
            "-1e400",
            "1e-400",
            "1.0",
            "1e3",
            "9".repeat(900),
            "9".repeat(60_000),
            "1e" + "9".repeat(900))) {
      assertThat(post("{\"lifetime\":" + number + "}")).as(number).startsWith("HTTP/1.1 400");
    }
    assertThat(post("{\"unknown\":1e400,\"other\":" + "9".repeat(900) + "}"))
        .startsWith("HTTP/1.1 201");
  }

  @Test
  void givenDeepNesting_whenSent_thenItIsRefusedFromADepthOn() {
    assertThat(post(nested(60))).startsWith("HTTP/1.1 201");
    assertThat(post(nested(70))).startsWith("HTTP/1.1 400");
    assertThat(post(nested(9_000))).startsWith("HTTP/1.1 400");
  }

  @Test
  void givenWhatIsNoJson_whenSent_thenItIsRefused() {
    for (String body :
        List.of(
            " ",
            "\0",
            "{'token_name':'x'}",
            "{\"token_name\":\"x\",}",
            "{\"lifetime\":NaN}",
            "{\"lifetime\":Infinity}",
            "{\"lifetime\":01}",
            "{\"lifetime\":+1}",
            "{\"lifetime\":0x10}",
            "/* x */ {}",
            "// x\n{}",
            "{\"token_name\":\"\t\"}",
            "{\"token_name\":\"\\x41\"}",
            "{token_name:\"x\"}",
            "token_name=x",
            "\u00ef\u00bb\u00bf",
            "\"text\"",
            "5",
            "true")) {
      assertThat(post(body))
          .as(body)
          .startsWith("HTTP/1.1 400")
          .contains("{\"message\":\"Request body must be valid JSON.\",\"detail\":\"");
    }
  }

  @Test
  void givenOneFieldInSeveralSpellings_whenSent_thenTheLastCounts() {
    assertThat(post("{\"token_name\":\"a\",\"TOKEN_NAME\":\"b\",\"Token_Name\":\"c\"}"))
        .startsWith("HTTP/1.1 201");
    assertThat(nameOfTheNewest()).isEqualTo("c");
  }

  @Test
  void givenSomethingAfterTheBody_whenSent_thenItIsPassedOver() {
    assertThat(post(NAMED + NAMED.replace("odd", "other") + "]}x")).startsWith("HTTP/1.1 201");
    assertThat(nameOfTheNewest()).isEqualTo("odd");
  }

  @Test
  void givenAChunkForEachOctet_whenSent_thenTheBodyIsRead() {
    StringBuilder chunks = new StringBuilder();
    NAMED.chars().forEach(octet -> chunks.append("1\r\n").append((char) octet).append("\r\n"));

    assertThat(send("Transfer-Encoding: chunked", chunks + "0\r\n\r\n")).startsWith("HTTP/1.1 201");
    assertThat(nameOfTheNewest()).isEqualTo("odd");
  }

  private String nameOfTheNewest() {
    return server.site().audit().get(0).target();
  }

  private static String nested(int depth) {
    return "{\"x\":" + "[".repeat(depth) + "]".repeat(depth) + "}";
  }

  private void assertRefused(String octets, String detail) {
    assertThat(post(octets)).startsWith("HTTP/1.1 400").contains("\"detail\":\"" + detail + "\"");
  }

  private static String octets(String text, Charset coding) {
    return new String(text.getBytes(coding), StandardCharsets.ISO_8859_1);
  }

  private String post(String octets) {
    return send("Content-Length: " + octets.length(), octets);
  }

  private String send(String header, String octets) {
    return RawHttp.exchange(
        server.address(),
        "POST %s HTTP/1.1\r\nHost: a\r\nConnection: close\r\nAuthorization: Bearer %s\r\n%s\r\n\r\n%s"
            .formatted(TOKENS, token, header, octets));
  }
}
