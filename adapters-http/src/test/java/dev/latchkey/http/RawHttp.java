package dev.latchkey.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** Speaks to a server octet by octet, as no decent client would. */
final class RawHttp implements AutoCloseable {

  private static final int TIMEOUT_MILLIS = 20_000;

  private final Socket socket;

  RawHttp(InetSocketAddress address) {
    try {
      socket = new Socket();
      socket.connect(address, TIMEOUT_MILLIS);
      socket.setSoTimeout(TIMEOUT_MILLIS);
    } catch (IOException e) {
      throw new AssertionError("no connection", e);
    }
  }

  /** Sends one request, whose answer is read until the server closes the connection. */
  static String exchange(InetSocketAddress address, String octets) {
    try (RawHttp raw = new RawHttp(address)) {
      raw.send(octets);
      return raw.readAll();
    }
  }

  /** Sends text, one octet a character. */
  void send(String octets) {
    try {
      socket.getOutputStream().write(octets.getBytes(StandardCharsets.ISO_8859_1));
      socket.getOutputStream().flush();
    } catch (IOException serverHungUp) {
      // What it said before that is what the test looks at.
    }
  }

  void closeOutput() {
    try {
      socket.shutdownOutput();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /** What comes next, without waiting for more. */
  String readSome() {
    byte[] octets = new byte[8192];
    try {
      int count = socket.getInputStream().read(octets);
      return new String(octets, 0, Math.max(count, 0), StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      throw new AssertionError("no answer", e);
    }
  }

  String readAll() {
    ByteArrayOutputStream read = new ByteArrayOutputStream();
    try {
      InputStream in = socket.getInputStream();
      for (int octet = in.read(); octet >= 0; octet = in.read()) {
        read.write(octet);
      }
    } catch (java.net.SocketTimeoutException e) {
      throw new AssertionError("the server neither answered to the end nor hung up: " + read, e);
    } catch (IOException reset) {
      // The same as the end.
    }
    return read.toString(StandardCharsets.ISO_8859_1);
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
