package dev.latchkey.cli.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ProgressTest {

  private static final Terminal PERSON = new Terminal(true, true, true, 80, true);
  private static final long SECONDS = 30;

  private final StringWriter err = new StringWriter();

  @Test
  void givenWorkThatIsShort_whenItIsDone_thenNothingWasTold() {
    try (Progress progress = new Progress(new PrintWriter(err), PERSON, "tokens read")) {
      progress.add(1_000_000);
    }

    assertThat(err).hasToString("");
  }

  @Test
  void givenWorkThatTakesLong_whenAPersonWaits_thenItIsToldAndErased() {
    long count = 0;
    try (Progress progress = new Progress(new PrintWriter(err), PERSON, "tokens read")) {
      long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
      while (err.getBuffer().length() == 0 && System.nanoTime() < deadline) {
        progress.add(1);
        count++;
      }
      assertThat(err).hasToString(String.format(Locale.ROOT, "\r\033[K%,d tokens read ...", count));
    }

    assertThat(err.toString()).endsWith(" ...\r\033[K");
  }

  @Test
  void givenNobodyAtATerminal_whenWorkTakesLong_thenNothingIsTold() {
    Terminal pipe = new Terminal(true, true, false, 80, true);
    long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(1200);
    try (Progress progress = new Progress(new PrintWriter(err), pipe, "tokens read")) {
      while (System.nanoTime() < end) {
        progress.add(1);
      }
    }

    assertThat(err).hasToString("");
  }
}
