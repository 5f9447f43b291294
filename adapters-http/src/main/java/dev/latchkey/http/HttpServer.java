package dev.latchkey.http;

import dev.latchkey.core.Latchkey;
import io.undertow.server.HttpHandler;
import io.undertow.server.handlers.HttpContinueReadHandler;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A running HTTP server over a {@link Latchkey}, which it uses but does not close. Thread-safe. */
public final class HttpServer implements AutoCloseable {

  // Clients take this prefix for a development build and don't warn of another version.
  private static final String BUILD_PREFIX = "v0.0.0-devel+latchkey.";

  private static final long POLL_MILLIS = 5;

  /** How long those may take who are told that nobody knows. */
  private static final Duration LAST_WORDS = Duration.ofSeconds(1);

  private final Listener listener;
  private final Gate gate;
  private final WaitingThreads waiting;
  private final Readiness readiness;
  private final @Nullable TlsReload tlsReload;
  private final InetSocketAddress address;
  private final Duration shutdownGrace;
  private final Duration lastCall;

  private HttpServer(
      Listener listener,
      Gate gate,
      WaitingThreads waiting,
      Readiness readiness,
      @Nullable TlsReload tlsReload,
      Duration shutdownGrace,
      Duration lastCall) {
    this.listener = listener;
    this.gate = gate;
    this.waiting = waiting;
    this.readiness = readiness;
    this.tlsReload = tlsReload;
    this.shutdownGrace = shutdownGrace;
    this.lastCall = lastCall.compareTo(shutdownGrace) < 0 ? lastCall : shutdownGrace;
    address = listener.address();
  }

  /**
   * Starts a server. It accepts requests when this method returns.
   *
   * @throws IllegalArgumentException if the files for TLS can't be used; the message says why
   * @throws UncheckedIOException if it can't listen at the address; the cause says why
   */
  public static HttpServer start(Latchkey latchkey, HttpConfig config) {
    return start(latchkey, config, TimeLimits.STANDARD);
  }

  static HttpServer start(Latchkey latchkey, HttpConfig config, TimeLimits limits) {
    TlsIdentity tls = config.tls() == null ? null : read(config.tls());
    String buildVersion = BUILD_PREFIX + config.version();
    Readiness readiness = new Readiness(latchkey.checkReadiness(), System::nanoTime);
    Metrics metrics = new Metrics(latchkey, readiness);
    Router router = Router.of(Routes.of(latchkey, readiness, metrics, buildVersion));
    WaitingThreads waiting = new WaitingThreads();
    Gate gate = new Gate(api(latchkey, router, config, waiting));
    HttpHandler handler =
        new RequestContext(
            new HttpContinueReadHandler(gate),
            router::isFixed,
            limits.body(),
            new ClientAddress(config.trustedProxies()),
            metrics,
            buildVersion,
            tls != null);
    Listener listener = open(config, limits, handler, tls);
    readiness.start();
    TlsReload reload =
        tls == null || config.tls() == null
            ? null
            : TlsReload.start(config.tls(), tls, limits.tlsFiles(), listener::renew);
    return new HttpServer(
        listener, gate, waiting, readiness, reload, config.shutdownGrace(), limits.lastCall());
  }

  /** Where it listens. */
  public InetSocketAddress address() {
    return address;
  }

  /** How many connections are open. */
  long connections() {
    return listener.connections();
  }

  /**
   * Takes no more requests, waits for those that run, at most as long as configured, and a second
   * more for those that are then told that it is too late, and stops, which may take its threads
   * some seconds. A request that comes meanwhile is told so. Closing it again does nothing.
   */
  @Override
  public synchronized void close() {
    try {
      gate.refuseMore();
      gate.awaitAll(shutdownGrace);
      // Whoever still waits for nodes is told that nobody knows, and whoever waits for a thread
      // that it is too late, rather than nothing.
      waiting.close();
      gate.awaitAll(LAST_WORDS);
      listener.refuseMore();
      awaitLastCall();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    listener.stop();
    waiting.close();
    readiness.close();
    if (tlsReload != null) {
      tlsReload.close();
    }
  }

  // A request may be on its way over a connection that looks idle.
  private void awaitLastCall() throws InterruptedException {
    long end = System.nanoTime() + lastCall.toNanos();
    while (listener.connections() > 0 && System.nanoTime() - end < 0) {
      TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
    }
  }

  private static TlsIdentity read(TlsFiles files) {
    try {
      return TlsIdentity.read(files);
    } catch (BadTlsFilesException e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
  }

  private static Listener open(
      HttpConfig config, TimeLimits limits, HttpHandler handler, @Nullable TlsIdentity tls) {
    try {
      return Listener.open(config, limits, handler, tls == null ? null : tls.context());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static HttpHandler api(
      Latchkey latchkey, Router router, HttpConfig config, WaitingThreads waiting) {
    return new ApiHandler(
        router,
        new Authentication(latchkey.verifyKey()),
        new RateLimit(config.apiRateLimit(), InstantSource.system()),
        waiting);
  }
}
