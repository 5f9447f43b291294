package dev.latchkey.cli.text;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Reads lines, and never beyond the one that is asked for, which somebody else may read. */
final class Lines {

  /** Whoever reads lines here wants a token, a name or a word. */
  static final int MOST_OCTETS = 16 * 1024;

  private Lines() {}

  /**
   * The next line, without its end; nothing if the input ends.
   *
   * @throws UncheckedIOException if the input can't be read, or has a line that is too long
   */
  static Optional<String> next(InputStream in) {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    try {
      int octet = in.read();
      if (octet < 0) {
        return Optional.empty();
      }
      while (octet >= 0 && octet != '\n') {
        if (line.size() == MOST_OCTETS) {
          throw new IOException("a line of the input has more than " + MOST_OCTETS + " octets");
        }
        line.write(octet);
        octet = in.read();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return Optional.of(line.toString(StandardCharsets.UTF_8));
  }
}
