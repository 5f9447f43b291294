package dev.latchkey.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;

/**
 * An answer as it came over the wire.
 *
 * @param status of the status line
 * @param headers by name in lower case
 * @param body without the framing of its parts, and as it was before it was compressed
 */
record RawAnswer(int status, Map<String, List<String>> headers, String body) {

  /**
   * Reads one answer, and not an octet more.
   *
   * @param method of the request
   * @throws IOException if it is not a whole answer, or its body is not UTF-8
   */
  static RawAnswer read(InputStream in, String method) throws IOException {
    int status = Integer.parseInt(line(in).substring("HTTP/1.1 ".length(), 12));
    Map<String, List<String>> headers = new TreeMap<>();
    for (String line = line(in); !line.isEmpty(); line = line(in)) {
      int colon = line.indexOf(':');
      String name = line.substring(0, colon).toLowerCase(Locale.ROOT);
      headers.computeIfAbsent(name, any -> new ArrayList<>()).add(line.substring(colon + 1).trim());
    }
    if (status < 200) {
      return read(in, method);
    }
    boolean empty = method.equals("HEAD") || status == 204 || status == 304;
    byte[] body = empty ? new byte[0] : body(in, headers);
    byte[] plain = body.length == 0 ? body : plain(body, headers);
    return new RawAnswer(
        status, headers, UTF_8.newDecoder().decode(ByteBuffer.wrap(plain)).toString());
  }

  static RawAnswer of(HttpResponse<String> response) {
    Map<String, List<String>> headers = new TreeMap<>();
    response
        .headers()
        .map()
        .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values));
    return new RawAnswer(response.statusCode(), headers, response.body());
  }

  /** The value of a header that is there once at most; empty if it is not there. */
  String header(String name) {
    List<String> values = headers.getOrDefault(name.toLowerCase(Locale.ROOT), List.of());
    if (values.size() > 1) {
      throw new AssertionError(name + " is there " + values.size() + " times: " + values);
    }
    return values.isEmpty() ? "" : values.get(0);
  }

  boolean closes() {
    return header("Connection").equalsIgnoreCase("close");
  }

  private static byte[] body(InputStream in, Map<String, List<String>> headers) throws IOException {
    if (headers.getOrDefault("transfer-encoding", List.of()).contains("chunked")) {
      return chunks(in);
    }
    List<String> length = headers.get("content-length");
    return length == null ? in.readAllBytes() : exactly(in, Integer.parseInt(length.get(0)));
  }

  private static byte[] chunks(InputStream in) throws IOException {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    for (int size = Integer.parseInt(line(in), 16);
        size > 0;
        size = Integer.parseInt(line(in), 16)) {
      body.writeBytes(exactly(in, size));
      line(in);
    }
    line(in);
    return body.toByteArray();
  }

  private static byte[] plain(byte[] body, Map<String, List<String>> headers) throws IOException {
    if (!headers.containsKey("content-encoding")) {
      return body;
    }
    return new GZIPInputStream(new ByteArrayInputStream(body)).readAllBytes();
  }

  private static byte[] exactly(InputStream in, int size) throws IOException {
    byte[] bytes = in.readNBytes(size);
    if (bytes.length < size) {
      throw new EOFException("the body has " + bytes.length + " of " + size + " octets");
    }
    return bytes;
  }

  private static String line(InputStream in) throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int octet = in.read(); octet != '\n'; octet = in.read()) {
      if (octet < 0) {
        throw new EOFException("no more than \"" + line + "\"");
      }
      line.write(octet);
    }
    return line.toString(ISO_8859_1).stripTrailing();
  }
}
