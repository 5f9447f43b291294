package dev.latchkey.core.usecase;

import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;

/**
 * Tells the time in whole microseconds, which is what every store keeps. This is the one place
 * where instants are cut.
 *
 * @param source tells the time more finely
 */
public record MicrosecondClock(InstantSource source) implements InstantSource {

  @Override
  public Instant instant() {
    return source.instant().truncatedTo(ChronoUnit.MICROS);
  }
}
