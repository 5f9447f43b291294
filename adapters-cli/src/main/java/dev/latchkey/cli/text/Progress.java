package dev.latchkey.cli.text;

import java.io.PrintWriter;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Tells a person at a terminal how far a long piece of work has come; nobody else. */
public final class Progress implements AutoCloseable {

  private static final long SILENT_NANOS = TimeUnit.SECONDS.toNanos(1);
  private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(200);
  private static final String ERASE_LINE = "\r\033[K";

  private final PrintWriter err;
  private final boolean shown;
  private final String what;
  private long next = System.nanoTime() + SILENT_NANOS;
  private long count;
  private @Nullable AtEnd interrupted;

  /**
   * @param err where it is told
   * @param what what is counted, such as {@code tokens read}
   */
  public Progress(PrintWriter err, Terminal terminal, String what) {
    this.err = err;
    this.what = what;
    shown = terminal.err();
  }

  /** So many more are done. */
  public void add(long more) {
    count += more;
    if (shown && System.nanoTime() - next >= 0) {
      next = System.nanoTime() + PAUSE_NANOS;
      err.print(ERASE_LINE + String.format(Locale.ROOT, "%,d %s ...", count, what));
      err.flush();
      if (interrupted == null) {
        interrupted = new AtEnd(this::erase);
      }
    }
  }

  /** Leaves no trace of it on the terminal. */
  @Override
  public void close() {
    if (interrupted != null) {
      interrupted.close();
      erase();
    }
  }

  private void erase() {
    err.print(ERASE_LINE);
    err.flush();
  }
}
