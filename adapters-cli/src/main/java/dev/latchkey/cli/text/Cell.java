package dev.latchkey.cli.text;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * What stands in one column of one row.
 *
 * @param plain for programs
 * @param shown for a person at a terminal
 * @param style how it stands out there
 */
public record Cell(String plain, String shown, Style style) {

  /** The same for programs and people. */
  public static Cell of(String text) {
    return new Cell(text, text, Style.PLAIN);
  }

  /** A time: to the second for programs (RFC 3339), seen from {@code now} for people. */
  public static Cell of(Instant time, Instant now) {
    return new Cell(
        time.truncatedTo(ChronoUnit.SECONDS).toString(), RelativeTime.text(time, now), Style.PLAIN);
  }

  /** The same in another style. */
  public Cell in(Style newStyle) {
    return new Cell(plain, shown, newStyle);
  }
}
