package dev.latchkey.cli;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Keeps a thread from doing something more often than so many times a second. */
final class Pace {

  private final long between;
  private long due = System.nanoTime();

  Pace(int timesASecond) {
    between = TimeUnit.SECONDS.toNanos(1) / timesASecond;
  }

  /** Waits until it is time again. What was missed is not made up for. */
  void await() {
    for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
      if (Thread.currentThread().isInterrupted()) {
        return;
      }
      LockSupport.parkNanos(left);
    }
    due = System.nanoTime() + between;
  }
}
