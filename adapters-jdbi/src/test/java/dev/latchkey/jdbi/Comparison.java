package dev.latchkey.jdbi;

import java.util.Arrays;
import java.util.Locale;
import java.util.function.IntConsumer;

/**
 * How much longer something takes with a large table than with a small one.
 *
 * @param small the median with the small one, in nanoseconds
 * @param large the median with the large one, in nanoseconds
 */
record Comparison(long small, long large) {

  /**
   * Does one and the other in turn, so that whatever else the machine does slows both.
   *
   * @param from the first number that both are given
   * @param times how often each is done
   */
  static Comparison of(IntConsumer small, IntConsumer large, int from, int times) {
    long[] smallTimes = new long[times];
    long[] largeTimes = new long[times];
    for (int i = 0; i < times; i++) {
      boolean smallFirst = i % 2 == 0;
      if (smallFirst) {
        smallTimes[i] = time(small, from + i);
      }
      largeTimes[i] = time(large, from + i);
      if (!smallFirst) {
        smallTimes[i] = time(small, from + i);
      }
    }
    return new Comparison(median(smallTimes), median(largeTimes));
  }

  double ratio() {
    return (double) large / small;
  }

  private static long time(IntConsumer work, int number) {
    long start = System.nanoTime();
    work.accept(number);
    return System.nanoTime() - start;
  }

  private static long median(long[] times) {
    Arrays.sort(times);
    return times[times.length / 2];
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT, "%,d us | %,d us | %.2f", small / 1000, large / 1000, ratio());
  }
}
