package dev.latchkey.http;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** A request in the making. */
final class FuzzRequest {

  final String operation;
  String method;
  String target;
  final List<String> headers = new ArrayList<>();
  byte[] body = new byte[0];
  boolean chunked;

  /** Whether it is as the API is described. */
  boolean valid = true;

  FuzzRequest(String operation, String method, String target) {
    this.operation = operation;
    this.method = method;
    this.target = target;
  }

  /** What is sent. */
  byte[] octets(Random random) {
    ByteArrayOutputStream octets = new ByteArrayOutputStream();
    write(octets, method + " " + target + " HTTP/1.1\r\nHost: localhost\r\n");
    headers.forEach(header -> write(octets, header + "\r\n"));
    if (chunked) {
      write(octets, "Transfer-Encoding: chunked\r\n\r\n");
      writeChunks(octets, random);
    } else {
      write(octets, "Content-Length: " + body.length + "\r\n\r\n");
      octets.writeBytes(body);
    }
    return octets.toByteArray();
  }

  private void writeChunks(ByteArrayOutputStream octets, Random random) {
    for (int begin = 0; begin < body.length; ) {
      int size = Math.min(1 + random.nextInt(40), body.length - begin);
      write(octets, Integer.toHexString(size) + "\r\n");
      octets.write(body, begin, size);
      write(octets, "\r\n");
      begin += size;
    }
    write(octets, "0\r\n\r\n");
  }

  private static void write(ByteArrayOutputStream octets, String text) {
    octets.writeBytes(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  @Override
  public String toString() {
    String text = new String(body, StandardCharsets.UTF_8);
    return "%s request%n%s %s%n%s%n%s%n%n%s"
        .formatted(
            valid ? "valid" : "damaged",
            method,
            target,
            String.join("\n", headers),
            chunked ? "in chunks" : "",
            text);
  }
}
