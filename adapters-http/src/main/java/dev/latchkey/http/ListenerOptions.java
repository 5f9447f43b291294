package dev.latchkey.http;

import io.undertow.UndertowOptions;
import java.time.Duration;
import org.xnio.OptionMap;
import org.xnio.Options;

/** What the libraries below a {@link Listener} are told. */
final class ListenerOptions {

  private static final int IO_THREADS = 2;
  // They wait for the database, which serves fewer at once than this.
  private static final int WORKER_THREADS = 16;
  private static final int BACKLOG = 1000;
  private static final int MAX_HEADER_SIZE = 16 * 1024;

  private ListenerOptions() {}

  static OptionMap worker() {
    return OptionMap.builder()
        .set(Options.WORKER_IO_THREADS, IO_THREADS)
        .set(Options.WORKER_TASK_CORE_THREADS, WORKER_THREADS)
        .set(Options.WORKER_TASK_MAX_THREADS, WORKER_THREADS)
        .getMap();
  }

  static OptionMap socket(TimeLimits limits) {
    return OptionMap.builder()
        .set(Options.TCP_NODELAY, true)
        .set(Options.REUSE_ADDRESSES, true)
        .set(Options.BACKLOG, BACKLOG)
        .set(Options.WRITE_TIMEOUT, millis(limits.reading()))
        .getMap();
  }

  static OptionMap http(TimeLimits limits) {
    return OptionMap.builder()
        .set(UndertowOptions.BUFFER_PIPELINED_DATA, true)
        // Paths and queries are decoded here, once and strictly.
        .set(UndertowOptions.DECODE_URL, false)
        .set(UndertowOptions.MAX_HEADER_SIZE, MAX_HEADER_SIZE)
        // Bodies have limits of their own. This one prints a stack trace and cuts the answer off.
        .set(UndertowOptions.MAX_ENTITY_SIZE, -1L)
        .set(UndertowOptions.REQUEST_PARSE_TIMEOUT, millis(limits.headers()))
        .set(UndertowOptions.NO_REQUEST_TIMEOUT, millis(limits.idle()))
        // Counts the connections.
        .set(UndertowOptions.ENABLE_STATISTICS, true)
        .getMap();
  }

  private static int millis(Duration duration) {
    return Math.toIntExact(duration.toMillis());
  }
}
