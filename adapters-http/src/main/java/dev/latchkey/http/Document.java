package dev.latchkey.http;

import io.undertow.util.Headers;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Collection;
import java.util.HexFormat;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A text that comes with the server and is the same for everybody. Caches keep it and ask whether
 * it still is the one.
 */
final class Document {

  private static final String PAGE_RULES =
      "default-src 'none'; style-src 'sha256-%s'; img-src data:; base-uri 'none'; form-action 'none';"
          + " frame-ancestors 'none'";
  private static final String STYLE_BEGIN = "<style>";
  private static final String STYLE_END = "</style>";
  private static final int TAG_BYTES = 16;

  private final byte[] text;
  private final String type;
  private final String securityPolicy;
  private final String tag;

  private Document(byte[] text, String type, String securityPolicy) {
    this.text = text;
    this.type = type;
    this.securityPolicy = securityPolicy;
    // Weak, because it stands for the compressed text, too.
    tag = "W/\"" + HexFormat.of().formatHex(sha256(text), 0, TAG_BYTES) + "\"";
  }

  /** The API for programs: OpenAPI. */
  static Document description() {
    return new Document(
        resource("openapi.json"), "application/json; charset=utf-8", BrowserRules.SECURITY_POLICY);
  }

  /** The API for people: a page that runs nothing and loads nothing. */
  static Document page() {
    byte[] html = resource("docs.html");
    return new Document(html, "text/html; charset=utf-8", PAGE_RULES.formatted(styleHash(html)));
  }

  Answer answer(Call call) {
    Answer answer =
        isKnown(call.headers().get(Headers.IF_NONE_MATCH))
            ? Answer.empty(304)
            : Answer.of(type, text);
    // A cache takes all of these over from a 304.
    return answer
        .with("Content-Security-Policy", securityPolicy)
        .with("ETag", tag)
        .with("Cache-Control", "no-cache")
        .with("Vary", Headers.ACCEPT_ENCODING_STRING);
  }

  private boolean isKnown(@Nullable Collection<String> tags) {
    return Stream.ofNullable(tags)
        .flatMap(Collection::stream)
        .flatMap(value -> Stream.of(value.split(",")))
        .map(String::trim)
        .anyMatch(value -> value.equals("*") || value.equals(tag) || tag.equals("W/" + value));
  }

  private static String styleHash(byte[] html) {
    String text = new String(html, StandardCharsets.UTF_8);
    int begin = text.indexOf(STYLE_BEGIN) + STYLE_BEGIN.length();
    String style = text.substring(begin, text.indexOf(STYLE_END, begin));
    return Base64.getEncoder().encodeToString(sha256(style.getBytes(StandardCharsets.UTF_8)));
  }

  private static byte[] resource(String name) {
    try (InputStream in = Document.class.getResourceAsStream(name)) {
      return Objects.requireNonNull(in, name).readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] sha256(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
