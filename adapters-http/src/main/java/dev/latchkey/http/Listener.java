package dev.latchkey.http;

import dev.latchkey.http.wire.ErrorJson;
import dev.latchkey.http.wire.Json;
import io.undertow.protocols.ssl.UndertowXnioSsl;
import io.undertow.server.DefaultByteBufferPool;
import io.undertow.server.HttpHandler;
import io.undertow.server.protocol.http.HttpOpenListener;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import org.xnio.IoUtils;
import org.xnio.OptionMap;
import org.xnio.StreamConnection;
import org.xnio.Xnio;
import org.xnio.XnioWorker;
import org.xnio.channels.AcceptingChannel;

/**
 * The port of the server, its connections and its threads: what Undertow's own builder makes, and a
 * limit for connections, which that has no place for. Thread-safe.
 */
final class Listener {

  private static final Logger LOG = System.getLogger(Listener.class.getName());

  private static final int BUFFER_SIZE = 16 * 1024;
  private static final int BUFFERS_KEPT_BY_THREAD = 4;
  private static final Duration THREADS_END = Duration.ofSeconds(5);

  private final XnioWorker worker;
  private final HttpOpenListener http;
  private final @Nullable UndertowXnioSsl tls;
  private final int maxConnections;
  private final AcceptingChannel<? extends StreamConnection> port;
  private volatile boolean isFull;

  private Listener(
      XnioWorker worker,
      HttpOpenListener http,
      @Nullable UndertowXnioSsl tls,
      HttpConfig config,
      TimeLimits limits)
      throws IOException {
    this.worker = worker;
    this.http = http;
    this.tls = tls;
    maxConnections = config.maxConnections();
    OptionMap socket = ListenerOptions.socket(limits);
    port =
        tls == null
            ? worker.createStreamConnectionServer(config.address(), this::accept, socket)
            : tls.createSslConnectionServer(
                worker, config.address(), this::accept, TlsRules.applyTo(socket, tls));
    port.resumeAccepts();
  }

  /**
   * Opens the port.
   *
   * @param tls null to serve without
   */
  static Listener open(
      HttpConfig config, TimeLimits limits, HttpHandler handler, @Nullable SSLContext tls)
      throws IOException {
    XnioWorker worker = Xnio.getInstance().createWorker(ListenerOptions.worker());
    try {
      HttpOpenListener http =
          new HttpOpenListener(
              new DefaultByteBufferPool(true, BUFFER_SIZE, -1, BUFFERS_KEPT_BY_THREAD),
              ListenerOptions.http(limits));
      http.setRootHandler(handler);
      UndertowXnioSsl ssl =
          tls == null ? null : new UndertowXnioSsl(worker.getXnio(), OptionMap.EMPTY, tls);
      return new Listener(worker, http, ssl, config, limits);
    } catch (IOException | RuntimeException e) {
      worker.shutdownNow();
      throw e;
    }
  }

  InetSocketAddress address() {
    return port.getLocalAddress(InetSocketAddress.class);
  }

  /** How many connections are open. */
  long connections() {
    return http.getConnectorStatistics().getActiveConnections();
  }

  /** What new connections are served with from now on. */
  void renew(SSLContext context) {
    if (tls != null) {
      tls.updateSSLContext(context);
    }
  }

  /** Closes the port; the connections stay. */
  void refuseMore() {
    // Closed a second time, it would wait for a thread that may have ended.
    if (port.isOpen()) {
      IoUtils.safeClose(port);
    }
  }

  /** Closes the port and all connections, and ends the threads. */
  void stop() {
    refuseMore();
    worker.shutdownNow();
    try {
      worker.awaitTermination(THREADS_END.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void accept(AcceptingChannel<? extends StreamConnection> ready) {
    try {
      StreamConnection connection = ready.accept();
      if (connection == null) {
        return;
      }
      if (connections() < maxConnections) {
        isFull = false;
        http.handleEvent(connection);
      } else {
        sayFull();
        refuse(connection);
      }
    } catch (IOException e) {
      // Gone before it was taken, or no more files may be opened: only its message tells.
      LOG.log(Level.WARNING, "A connection could not be taken: " + e.getMessage());
    }
  }

  // Nobody waits for it: what the socket does not take at once is lost with the connection.
  private void refuse(StreamConnection connection) throws IOException {
    try {
      if (tls == null) {
        connection.getSinkChannel().write(ByteBuffer.wrap(tooMany()));
        connection.getSinkChannel().shutdownWrites();
        connection.getSinkChannel().flush();
      }
    } finally {
      IoUtils.safeClose(connection);
    }
  }

  private void sayFull() {
    if (!isFull) {
      isFull = true;
      LOG.log(
          Level.WARNING, "All " + maxConnections + " connections are in use; more are refused.");
    }
  }

  private static byte[] tooMany() {
    byte[] body =
        Json.write(
            ErrorJson.of(
                "The server has too many connections.",
                "Nothing is wrong with the request. Try it again later."));
    String head =
        "HTTP/1.1 503 Service Unavailable\r\nConnection: close\r\nCache-Control: no-store\r\n"
            + "Content-Type: application/json; charset=utf-8\r\nContent-Length: "
            + body.length
            + "\r\n\r\n";
    return (head + new String(body, StandardCharsets.UTF_8)).getBytes(StandardCharsets.UTF_8);
  }
}
