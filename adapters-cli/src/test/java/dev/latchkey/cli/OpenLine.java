package dev.latchkey.cli;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One connection to a server, kept open from request to request. Nothing is ever tried again: a
 * connection that breaks is an {@link IOException}.
 */
final class OpenLine implements AutoCloseable {

  private static final int SECONDS = 60;
  private static final Pattern LENGTH = Pattern.compile("(?i)\r\ncontent-length: ([0-9]+)\r\n");

  private final Socket socket;
  private final InputStream in;
  private final String token;

  OpenLine(ServerProcess server, String token) throws IOException {
    URI url = URI.create(server.url());
    socket = new Socket(url.getHost(), url.getPort());
    socket.setSoTimeout(SECONDS * 1000);
    in = new BufferedInputStream(socket.getInputStream());
    this.token = token;
  }

  /** An answer: its status, its headers as they came, and its body. */
  record Answer(int status, String headers, String body) {

    boolean isLast() {
      return headers.toLowerCase(Locale.ROOT).contains("\r\nconnection: close\r\n");
    }
  }

  Answer ask(String method, String path, String body) throws IOException {
    String request =
        "%s %s HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer %s\r\nContent-Length: %s\r\n\r\n%s"
            .formatted(method, path, token, body.length(), body);
    socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
    String headers = readHeaders();
    Matcher length = LENGTH.matcher(headers);
    byte[] content = in.readNBytes(length.find() ? Integer.parseInt(length.group(1)) : 0);
    return new Answer(
        Integer.parseInt(headers.substring(9, 12)),
        headers,
        new String(content, StandardCharsets.UTF_8));
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }

  private String readHeaders() throws IOException {
    StringBuilder headers = new StringBuilder();
    while (!headers.toString().endsWith("\r\n\r\n")) {
      int octet = in.read();
      if (octet < 0) {
        throw new IOException("the connection ended before the answer: \"" + headers + "\"");
      }
      headers.append((char) octet);
    }
    return headers.toString();
  }
}
