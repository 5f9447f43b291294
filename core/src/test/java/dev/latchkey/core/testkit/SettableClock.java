package dev.latchkey.core.testkit;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicReference;

/** A clock that stands still until it is moved, forwards or backwards. Thread-safe. */
public final class SettableClock implements InstantSource {

  private final AtomicReference<Instant> now;

  private SettableClock(Instant now) {
    this.now = new AtomicReference<>(now);
  }

  /** A clock that stands at {@code now}. */
  public static SettableClock at(Instant now) {
    return new SettableClock(now);
  }

  @Override
  public Instant instant() {
    return now.get();
  }

  /** Moves the clock to {@code newNow}. */
  public void set(Instant newNow) {
    now.set(newNow);
  }

  /** Moves the clock on, or back if {@code step} is negative. */
  public void advance(Duration step) {
    now.updateAndGet(before -> before.plus(step));
  }
}
