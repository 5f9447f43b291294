package dev.latchkey.http;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
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
  private final InputStream in;

  RawHttp(InetSocketAddress address) {
    try {
      socket = new Socket();
      socket.connect(address, TIMEOUT_MILLIS);
      socket.setSoTimeout(TIMEOUT_MILLIS);
      in = new BufferedInputStream(socket.getInputStream());
    } catch (IOException e) {
      throw new AssertionError("no connection", e);
    }
  }

  /**
   * Sends requests, whose answers are read until the server closes the connection. The first must
   * be as the API is described.
   */
  static String exchange(InetSocketAddress address, String octets) {
    String answers = exchangeWithAny(address, octets);
    check(octets, answers);
    return answers;
  }

  /** The same where the answer need not be one of our API. */
  static String exchangeWithAny(InetSocketAddress address, String octets) {
    try (RawHttp raw = new RawHttp(address)) {
      raw.send(octets);
      return raw.readAll();
    }
  }

  private static void check(String request, String answers) {
    String[] line = request.split("[ \r]", 3);
    if (answers.isEmpty()) {
      return;
    }
    byte[] octets = answers.getBytes(StandardCharsets.ISO_8859_1);
    try {
      RawAnswer answer = RawAnswer.read(new ByteArrayInputStream(octets), line[0]);
      AnswerCheck.check(line[0], line[1], answer);
    } catch (IOException e) {
      throw new AssertionError("not a whole answer: " + answers, e);
    }
  }

  /** Sends text, one octet a character. */
  void send(String octets) {
    send(octets.getBytes(StandardCharsets.ISO_8859_1));
  }

  void send(byte[] octets) {
    try {
      socket.getOutputStream().write(octets);
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
      int count = in.read(octets);
      return new String(octets, 0, Math.max(count, 0), StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      throw new AssertionError("no answer", e);
    }
  }

  /** The answer to a request, while the connection stays open. */
  RawAnswer readAnswer(String method) throws IOException {
    return RawAnswer.read(in, method);
  }

  String readAll() {
    ByteArrayOutputStream read = new ByteArrayOutputStream();
    try {
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
