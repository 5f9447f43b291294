package dev.latchkey.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Does to a request what a broken or hostile client would do. */
final class RequestDamage {

  private static final List<String> METHODS =
      List.of("GET", "HEAD", "POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "FOO", "get");

  private static final List<String> SEGMENTS =
      List.of(
          "",
          ".",
          "..",
          "%2e%2e",
          "%2F",
          "%00",
          "%ff",
          "%C3%28",
          "%zz",
          "%",
          "%0d%0aX:y",
          ";x=y",
          "a+b",
          "%F0%9F%98%80",
          "tokenconfig",
          "first",
          "ME",
          "x".repeat(9_000),
          "%E2%80%AE",
          "*",
          "a%20b");

  private static final List<String> QUERIES =
      List.of(
          "=",
          "&&&",
          "limit=-1",
          "limit=99999999999999999999",
          "limit=1e3",
          "limit=",
          "offset=2147483648",
          "after_id=x",
          "q=%22",
          "q=%3A",
          "q=a%3Ab%3Ac",
          "q=nonsense",
          "q=action%3Awrite%20action%3Aread",
          "q=date_from%3A2026-02-30",
          "q=%00",
          "x=%ff",
          "%zz",
          "scope=nonsense",
          "include_all=maybe",
          "user=admin",
          "keyid=x",
          "access_token=x",
          "coder_session_token=x-y",
          "q=" + "%F0%9F%98%80".repeat(300));

  private static final List<String> HEADERS =
      List.of(
          "Accept: application/xml",
          "Accept: ;;q=x,",
          "Accept: */*;q=0",
          "Accept: text/html, *;q=.2",
          "Accept-Encoding: gzip;q=0",
          "Accept-Encoding: *",
          "Accept-Encoding: br, deflate",
          "Content-Type: multipart/form-data; boundary=x",
          "Content-Type: text/plain",
          "Content-Type: application/json; charset=utf-16",
          "Content-Type: ;",
          "Content-Encoding: gzip",
          "X-Request-Id: no uuid",
          "X-Request-Id: 7c9c2f4e-6d0b-4a52-9d2b-0a4d2a4f4a11",
          "Cookie: coder_session_token=x",
          "Cookie: ;;=; coder_session_token=\"\"",
          "Authorization: Basic eDp5",
          "Authorization: Bearer",
          "Authorization: Bearer a-b-c",
          "Coder-Session-Token: 4y0wTnzJOm-0123456789abcdefghijkl",
          "If-None-Match: *",
          "If-None-Match: W/\"0\", \"",
          "Transfer-Encoding: gzip",
          "Content-Length: 5",
          "Expect: 100-continue",
          "Expect: nonsense",
          "Range: bytes=0-1",
          "Upgrade: h2c",
          "X-HTTP-Method-Override: DELETE",
          "X-Forwarded-For: 1.2.3.4, x",
          "User-Agent: \u00ff\u0085",
          "Origin: https://example.com",
          "Connection: close",
          "X: " + "y".repeat(5_000),
          "no colon",
          ": no name",
          " folded: x");

  private final Random random;
  private final ValueGenerator values;

  RequestDamage(Random random, ValueGenerator values) {
    this.random = random;
    this.values = values;
  }

  /**
   * @param body what the request carries; null for nothing
   */
  void damage(FuzzRequest request, @Nullable JsonNode body) {
    switch (random.nextInt(body == null ? 6 : 11)) {
      case 0 -> request.method = pick(METHODS);
      case 1 -> damagePath(request);
      case 2 -> damageQuery(request);
      case 3 -> request.headers.add(pick(HEADERS));
      case 4 -> request.headers.set(0, pick(HEADERS));
      case 5 -> request.body = octets(body == null ? JsonNodeFactory.instance.objectNode() : body);
      default -> request.body = octets(body == null ? null : values.damaged(body));
    }
  }

  private void damagePath(FuzzRequest request) {
    String[] halves = request.target.split("\\?", 2);
    String[] segments = halves[0].split("/", -1);
    segments[1 + random.nextInt(segments.length - 1)] =
        random.nextBoolean() ? pick(SEGMENTS) : escaped(values.oddText());
    String path = String.join("/", segments) + (random.nextInt(8) == 0 ? "/" : "");
    request.target = halves.length == 1 ? path : path + "?" + halves[1];
  }

  private void damageQuery(FuzzRequest request) {
    String more = random.nextBoolean() ? pick(QUERIES) : "q=" + escaped(values.oddText());
    request.target += (request.target.contains("?") ? "&" : "?") + more;
  }

  private byte[] octets(@Nullable JsonNode body) {
    String json = String.valueOf(body);
    return switch (random.nextInt(14)) {
      case 0 -> new byte[0];
      case 1 -> utf8(json.substring(0, random.nextInt(json.length())));
      case 2 -> utf8(json + " trailing \u0000 data");
      case 3 -> utf8("\ufeff" + json);
      case 4 -> json.getBytes(StandardCharsets.UTF_16);
      case 5 -> withRandomOctet(utf8(json));
      case 6 -> utf8("[".repeat(1 + random.nextInt(20_000)));
      case 7 -> utf8("{\"a\":".repeat(1 + random.nextInt(5_000)) + json);
      case 8 -> utf8(json.replace("{", "{\"token_name\":\"twice\",\"username\":\"twice\","));
      case 9 -> utf8(json.replace("\"", "'"));
      case 10 -> utf8("{\"lifetime\":" + "9".repeat(1 + random.nextInt(3_000)) + "}");
      case 11 -> utf8("{\"lifetime\":NaN /* " + json);
      case 12 -> utf8(json.replace("\":", "\\ud800\":"));
      default -> utf8(json);
    };
  }

  private byte[] withRandomOctet(byte[] octets) {
    byte[] copy = Arrays.copyOf(octets, octets.length);
    copy[random.nextInt(copy.length)] = (byte) random.nextInt(256);
    return copy;
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String escaped(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private <T> T pick(List<T> list) {
    return list.get(random.nextInt(list.size()));
  }
}
