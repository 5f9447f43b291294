package dev.latchkey.core.usecase;

import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;

/**
 * Tells the time in whole microseconds, which is what every store keeps. This is the one place
 * where instants are cut.
 */
public final class MicrosecondClock implements InstantSource {

  private final InstantSource source;

  /**
   * @param source tells the time more finely
   */
  public MicrosecondClock(InstantSource source) {
    this.source = source;
  }

  @Override
  public Instant instant() {
    return source.instant().truncatedTo(ChronoUnit.MICROS);
  }
}
