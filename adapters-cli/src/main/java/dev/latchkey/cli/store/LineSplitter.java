package dev.latchkey.cli.store;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.stream.Stream;

/** Splits JSON Lines into numbered texts, one in memory at a time. Not thread-safe. */
final class LineSplitter {

  /** The longest line; an allow list of the most entries takes a seventh of it. */
  static final int MAX_BYTES = 65_536;

  private static final char BYTE_ORDER_MARK = '\ufeff';

  private final InputStream in;
  private long number;

  LineSplitter(InputStream in) {
    this.in = new BufferedInputStream(in, MAX_BYTES);
  }

  /**
   * A line.
   *
   * @param number counted from 1
   * @param text without its line break; empty if there is a problem
   * @param problem why it can't be read; empty if it can
   */
  record Line(long number, String text, String problem) {}

  /**
   * The lines, read as they are asked for; an {@link IOException} comes as an {@link
   * UncheckedIOException}.
   */
  Stream<Line> lines() {
    return Stream.generate(this::next).takeWhile(Optional::isPresent).flatMap(Optional::stream);
  }

  private Optional<Line> next() {
    try {
      int first = in.read();
      if (first < 0) {
        return Optional.empty();
      }
      number++;
      return Optional.of(line(first));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Line line(int first) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    boolean tooLong = false;
    for (int each = first; each >= 0 && each != '\n'; each = in.read()) {
      if (bytes.size() == MAX_BYTES) {
        tooLong = true;
      } else {
        bytes.write(each);
      }
    }
    return tooLong
        ? broken("is too long (expected: at most " + MAX_BYTES + " bytes)")
        : decoded(bytes.toByteArray());
  }

  private Line decoded(byte[] bytes) {
    String text;
    try {
      text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      return broken("is not UTF-8");
    }
    if (text.indexOf(BYTE_ORDER_MARK) == 0) {
      return broken("begins with a byte order mark (expected: UTF-8 without one)");
    }
    // A carriage return before the line feed is blank space in JSON.
    return text.isBlank()
        ? broken("is blank (expected: a JSON object on every line)")
        : new Line(number, text, "");
  }

  private Line broken(String problem) {
    return new Line(number, "", problem);
  }
}
