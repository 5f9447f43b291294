package dev.latchkey.http;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Decodes parts of a URL, strictly. */
final class PercentCode {

  private static final int ASCII_SIZE = 128;
  private static final int HEX = 16;

  private PercentCode() {}

  /**
   * The decoded text, or nothing if an escape is broken, the result is not UTF-8, or a character
   * appears in clear that must be escaped in a URL.
   */
  static Optional<String> decode(String text) {
    ByteBuffer octets = ByteBuffer.allocate(text.length());
    int next = 0;
    while (next < text.length()) {
      char character = text.charAt(next);
      if (character <= ' ' || character >= ASCII_SIZE - 1) {
        return Optional.empty();
      }
      int octet = character == '%' ? escapedOctet(text, next) : character;
      if (octet < 0) {
        return Optional.empty();
      }
      octets.put((byte) octet);
      next += character == '%' ? 3 : 1;
    }
    return utf8(octets.flip());
  }

  private static int escapedOctet(String text, int start) {
    if (start + 2 >= text.length()) {
      return -1;
    }
    int high = Character.digit(text.charAt(start + 1), HEX);
    int low = Character.digit(text.charAt(start + 2), HEX);
    return high < 0 || low < 0 ? -1 : high * HEX + low;
  }

  private static Optional<String> utf8(ByteBuffer octets) {
    try {
      CharBuffer text = StandardCharsets.UTF_8.newDecoder().decode(octets);
      return Optional.of(text.toString());
    } catch (CharacterCodingException e) {
      return Optional.empty();
    }
  }
}
