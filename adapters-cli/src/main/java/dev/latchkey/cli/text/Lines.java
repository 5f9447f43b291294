package dev.latchkey.cli.text;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Reads lines, and never beyond the one that is asked for, which somebody else may read. */
final class Lines {

  private Lines() {}

  /** The next line, without its end; nothing if the input ends. */
  static Optional<String> next(InputStream in) {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    try {
      int octet = in.read();
      if (octet < 0) {
        return Optional.empty();
      }
      while (octet >= 0 && octet != '\n') {
        line.write(octet);
        octet = in.read();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return Optional.of(line.toString(StandardCharsets.UTF_8));
  }
}
