package dev.latchkey.http;

import java.util.Base64;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * A block of a PEM file (RFC 7468).
 *
 * @param label what is in it, such as {@code CERTIFICATE}
 * @param text what is between its first and its last line
 */
record PemBlock(String label, String text) {

  private static final Pattern BLOCK =
      Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----(.*?)-----END \\1-----", Pattern.DOTALL);

  /** The blocks of a file. Whatever stands around them is for people. */
  static List<PemBlock> of(String file) {
    return BLOCK.matcher(file).results().map(PemBlock::of).toList();
  }

  /**
   * What the block holds.
   *
   * @throws IllegalArgumentException if that is not base64
   */
  byte[] content() {
    return Base64.getMimeDecoder().decode(text);
  }

  /** Not the text, which may be a private key. */
  @Override
  public String toString() {
    return "PemBlock[" + label + "]";
  }

  private static PemBlock of(MatchResult match) {
    return new PemBlock(match.group(1), match.group(2));
  }
}
