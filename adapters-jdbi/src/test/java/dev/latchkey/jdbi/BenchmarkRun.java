package dev.latchkey.jdbi;

import java.io.IOException;
import org.junit.jupiter.api.Test;

/** Starts the {@link Benchmark}. Its name keeps it out of every build but that of the profile. */
final class BenchmarkRun {

  @Test
  void givenBothStores_whenUsedBesidePlainJdbc_thenTheRatiosArePrinted() throws IOException {
    Benchmark.compareAll();
  }
}
