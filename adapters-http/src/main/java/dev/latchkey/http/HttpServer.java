package dev.latchkey.http;

import dev.latchkey.core.Latchkey;
import io.undertow.Undertow;
import io.undertow.UndertowOptions;
import io.undertow.server.HttpHandler;
import io.undertow.server.handlers.HttpContinueReadHandler;
import java.net.InetSocketAddress;
import java.time.Duration;
import org.xnio.Options;

/** A running HTTP server over a {@link Latchkey}, which it uses but does not close. Thread-safe. */
public final class HttpServer implements AutoCloseable {

  // Clients take this prefix for a development build and don't warn of another version.
  private static final String BUILD_PREFIX = "v0.0.0-devel+latchkey.";

  private static final int IO_THREADS = 2;
  // They wait for the database, which serves fewer at once than this.
  private static final int WORKER_THREADS = 16;
  private static final int BUFFER_SIZE = 16 * 1024;

  private static final int MAX_HEADER_SIZE = 16 * 1024;
  private static final int PARSE_TIMEOUT = millis(Duration.ofSeconds(10));
  private static final int IDLE_TIMEOUT = millis(Duration.ofMinutes(1));
  private static final int WRITE_TIMEOUT = millis(Duration.ofSeconds(30));

  private final Undertow undertow;
  private final Gate gate;
  private final Readiness readiness;
  private final InetSocketAddress address;
  private final Duration shutdownGrace;

  private HttpServer(Undertow undertow, Gate gate, Readiness readiness, Duration shutdownGrace) {
    this.undertow = undertow;
    this.gate = gate;
    this.readiness = readiness;
    this.shutdownGrace = shutdownGrace;
    address = (InetSocketAddress) undertow.getListenerInfo().get(0).getAddress();
  }

  /**
   * Starts a server. It accepts requests when this method returns.
   *
   * @throws RuntimeException if it can't listen at the address; the cause says why
   */
  public static HttpServer start(Latchkey latchkey, HttpConfig config) {
    return start(latchkey, config, BodyLimits.STANDARD);
  }

  static HttpServer start(Latchkey latchkey, HttpConfig config, BodyLimits limits) {
    String buildVersion = BUILD_PREFIX + config.version();
    Readiness readiness = new Readiness(latchkey.checkReadiness(), System::nanoTime);
    Metrics metrics = new Metrics(latchkey.activity(), readiness);
    Gate gate = new Gate(api(latchkey, readiness, metrics, buildVersion));
    Undertow undertow =
        Undertow.builder()
            .addHttpListener(
                config.address().getPort(), config.address().getAddress().getHostAddress())
            .setHandler(
                new RequestContext(
                    new HttpContinueReadHandler(gate), limits, metrics, buildVersion))
            .setIoThreads(IO_THREADS)
            .setWorkerThreads(WORKER_THREADS)
            .setBufferSize(BUFFER_SIZE)
            // Paths and queries are decoded here, once and strictly.
            .setServerOption(UndertowOptions.DECODE_URL, false)
            .setServerOption(UndertowOptions.MAX_HEADER_SIZE, MAX_HEADER_SIZE)
            // Bodies have limits of their own. This one prints a stack trace and cuts the answer
            // off.
            .setServerOption(UndertowOptions.MAX_ENTITY_SIZE, -1L)
            .setServerOption(UndertowOptions.REQUEST_PARSE_TIMEOUT, PARSE_TIMEOUT)
            .setServerOption(UndertowOptions.NO_REQUEST_TIMEOUT, IDLE_TIMEOUT)
            .setSocketOption(Options.WRITE_TIMEOUT, WRITE_TIMEOUT)
            .build();
    undertow.start();
    readiness.start();
    return new HttpServer(undertow, gate, readiness, config.shutdownGrace());
  }

  /** Where it listens. */
  public InetSocketAddress address() {
    return address;
  }

  /** Takes no more requests, waits for those that run, at most as long as configured, and stops. */
  @Override
  public void close() {
    try {
      gate.close(shutdownGrace);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    undertow.stop();
    readiness.close();
  }

  private static HttpHandler api(
      Latchkey latchkey, Readiness readiness, Metrics metrics, String buildVersion) {
    return new ApiHandler(
        new Router(Routes.of(latchkey, readiness, metrics, buildVersion)),
        new Authentication(latchkey.verifyKey()));
  }

  private static int millis(Duration duration) {
    return Math.toIntExact(duration.toMillis());
  }
}
