package dev.latchkey.http.client;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;

/**
 * Connects to the server at a URL, over TLS if it is one of https. Immutable.
 *
 * @param url where the server is
 * @param timeout how long it may take, with all addresses of the host and the handshake
 * @param sslContext whom to trust; null for the JVM's default
 */
record Sockets(URI url, Duration timeout, @Nullable SSLContext sslContext) {

  private static final int HTTP = 80;
  private static final int HTTPS = 443;
  // Writing has no time-out. What a server takes fits into this, so that writing never waits.
  private static final int SEND_BUFFER = 128 * 1024;

  /**
   * @throws IOException if there is no connection, so that nothing was sent
   */
  SocketConnection connect(Deadline callDeadline) throws IOException {
    Duration left = callDeadline.left();
    Deadline deadline = Deadline.in(left.compareTo(timeout) < 0 ? left : timeout);
    TimedSocket plain = connectToHost(deadline);
    try {
      return new SocketConnection(plain, isHttps() ? secured(plain) : plain);
    } catch (IOException e) {
      plain.close();
      throw e;
    }
  }

  private TimedSocket connectToHost(Deadline deadline) throws IOException {
    IOException failure = new IOException("the host has no address");
    for (InetAddress address : InetAddress.getAllByName(url.getHost())) {
      TimedSocket socket = new TimedSocket(deadline);
      try {
        socket.setTcpNoDelay(true);
        socket.setSendBufferSize(SEND_BUFFER);
        socket.connect(new InetSocketAddress(address, port()), TimedSocket.millis(deadline.left()));
        return socket;
      } catch (IOException e) {
        socket.close();
        failure = e;
      }
    }
    throw failure;
  }

  private Socket secured(TimedSocket plain) throws IOException {
    SSLSocketFactory factory =
        sslContext == null
            ? (SSLSocketFactory) SSLSocketFactory.getDefault()
            : sslContext.getSocketFactory();
    String host = url.getHost().replaceAll("[\\[\\]]", "");
    SSLSocket secured = (SSLSocket) factory.createSocket(plain, host, port(), true);
    SSLParameters parameters = secured.getSSLParameters();
    // Without this, any certificate would do that anybody trusted has.
    parameters.setEndpointIdentificationAlgorithm("HTTPS");
    secured.setSSLParameters(parameters);
    secured.startHandshake();
    return secured;
  }

  private boolean isHttps() {
    return "https".equalsIgnoreCase(url.getScheme());
  }

  private int port() {
    if (url.getPort() >= 0) {
      return url.getPort();
    }
    return isHttps() ? HTTPS : HTTP;
  }
}
