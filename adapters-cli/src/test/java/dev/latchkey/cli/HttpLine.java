package dev.latchkey.cli;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** One connection to a server, over which requests go one after the other or in a row. */
final class HttpLine implements AutoCloseable {

  private static final int TIMEOUT_MILLIS = 30_000;
  private static final String LENGTH = "content-length: ";

  private final Socket socket;
  private final InputStream in;

  HttpLine(String url) throws IOException {
    URI uri = URI.create(url);
    socket = new Socket(uri.getHost(), uri.getPort());
    socket.setSoTimeout(TIMEOUT_MILLIS);
    socket.setTcpNoDelay(true);
    in = new BufferedInputStream(socket.getInputStream());
  }

  /** Sends a request without a body; the status of its answer. */
  int ask(String method, String path, String token) throws IOException {
    send(request(method, path, token));
    return readStatus();
  }

  /** Sends a GET with each of these tokens at once; {@link #readStatus} has their answers. */
  void get(String path, List<String> tokens) throws IOException {
    send(tokens.stream().map(token -> request("GET", path, token)).collect(Collectors.joining()));
  }

  private static String request(String method, String path, String token) {
    return method
        + " "
        + path
        + " HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer "
        + token
        + (method.equals("GET") ? "" : "\r\nContent-Length: 0")
        + "\r\n\r\n";
  }

  private void send(String requests) throws IOException {
    socket.getOutputStream().write(requests.getBytes(StandardCharsets.US_ASCII));
  }

  /** The status of the next answer. */
  int readStatus() throws IOException {
    String status = readLine();
    int length = 0;
    for (String line = readLine(); !line.isEmpty(); line = readLine()) {
      if (line.toLowerCase(Locale.ROOT).startsWith(LENGTH)) {
        length = Integer.parseInt(line.substring(LENGTH.length()));
      }
    }
    in.skipNBytes(length);
    return Integer.parseInt(status.substring(9, 12));
  }

  private String readLine() throws IOException {
    StringBuilder line = new StringBuilder();
    while (true) {
      int octet = in.read();
      if (octet < 0) {
        throw new EOFException("the server hung up");
      }
      if (octet == '\n') {
        return line.toString();
      }
      if (octet != '\r') {
        line.append((char) octet);
      }
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
