package dev.latchkey.jdbi;

import org.junit.jupiter.api.Test;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/** Starts the {@link VerifyBenchmark}. */
final class VerifyRun {

  @Test
  void givenKnownKeys_whenVerified_thenTheTimesArePrinted() throws RunnerException {
    new Runner(new OptionsBuilder().include(VerifyBenchmark.class.getSimpleName()).build()).run();
  }
}
