package dev.latchkey.http.client;

import dev.latchkey.http.client.AnswerBody.TooLateException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentLengthStrategy;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.impl.DefaultContentLengthStrategy;
import org.apache.hc.core5.http.impl.io.ChunkedInputStream;
import org.apache.hc.core5.http.impl.io.ContentLengthInputStream;
import org.apache.hc.core5.http.impl.io.DefaultHttpResponseParser;
import org.apache.hc.core5.http.impl.io.IdentityInputStream;
import org.apache.hc.core5.http.impl.io.SessionInputBufferImpl;
import org.apache.hc.core5.http.io.SessionInputBuffer;

/** HTTP/1.1 over one socket, one request after the other. One thread uses it at a time. */
final class SocketConnection {

  private static final int FIRST_FINAL = 200;
  private static final int NO_CONTENT = 204;
  private static final int NOT_MODIFIED = 304;
  private static final int BUFFER = 8 * 1024;
  private static final Duration PROBE = Duration.ofMillis(1);
  private static final Http1Config LIMITS =
      Http1Config.custom().setMaxLineLength(16 * 1024).setMaxHeaderCount(200).build();

  private final TimedSocket plain;
  private final InputStream in;
  private final OutputStream out;
  private final SessionInputBuffer buffer =
      new SessionInputBufferImpl(BUFFER, LIMITS.getMaxLineLength());
  private final DefaultHttpResponseParser parser = new DefaultHttpResponseParser(LIMITS);

  /**
   * @param plain what carries it
   * @param socket the same, or TLS over it
   */
  SocketConnection(TimedSocket plain, Socket socket) throws IOException {
    this.plain = plain;
    in = socket.getInputStream();
    out = socket.getOutputStream();
  }

  void setDeadline(Deadline deadline) {
    plain.setDeadline(deadline);
  }

  void send(Outgoing request) throws IOException {
    byte[] body = request.body();
    ByteArrayOutputStream octets = new ByteArrayOutputStream();
    octets.writeBytes(head(request, body == null ? 0 : body.length));
    if (body != null) {
      octets.writeBytes(body);
    }
    octets.writeTo(out);
    out.flush();
  }

  /** The head of the answer; what says that it is still to come is passed over. */
  ClassicHttpResponse receiveHead() throws IOException {
    try {
      while (true) {
        ClassicHttpResponse head = parser.parse(buffer, in);
        if (head == null) {
          throw new IOException("the connection was closed");
        }
        if (head.getCode() >= FIRST_FINAL) {
          return head;
        }
      }
    } catch (HttpException e) {
      throw new IOException(e);
    }
  }

  /** The body that belongs to that head. */
  InputStream body(ClassicHttpResponse head) throws IOException {
    if (head.getCode() == NO_CONTENT || head.getCode() == NOT_MODIFIED) {
      return InputStream.nullInputStream();
    }
    long length = length(head);
    if (length == ContentLengthStrategy.CHUNKED) {
      return new ChunkedInputStream(buffer, in, LIMITS);
    }
    return length == ContentLengthStrategy.UNDEFINED
        ? new IdentityInputStream(buffer, in)
        : new ContentLengthInputStream(buffer, in, length);
  }

  /** Whether the end of a body is not the end of the connection. */
  static boolean isKept(ClassicHttpResponse head) throws IOException {
    boolean current = head.getVersion() == null || head.getVersion().getMinor() > 0;
    return current
        && !header(head, "Connection").equalsIgnoreCase("close")
        && (head.getCode() == NO_CONTENT || length(head) != ContentLengthStrategy.UNDEFINED);
  }

  /** The value of a header; "" if there is none. */
  static String header(ClassicHttpResponse head, String name) {
    var header = head.getFirstHeader(name);
    return header == null || header.getValue() == null ? "" : header.getValue();
  }

  /** Whether the server has neither closed the connection nor said what nobody asked for. */
  boolean isUsable() {
    if (buffer.length() > 0) {
      return false;
    }
    setDeadline(Deadline.in(PROBE));
    try {
      in.read();
      return false;
    } catch (TooLateException nothingToRead) {
      return true;
    } catch (IOException broken) {
      return false;
    }
  }

  /** Without a farewell, which could wait for the server. */
  void close() {
    try {
      plain.close();
    } catch (IOException e) {
      // It is of no use any more, closed or not.
    }
  }

  private static long length(ClassicHttpResponse head) throws IOException {
    try {
      return DefaultContentLengthStrategy.INSTANCE.determineLength(head);
    } catch (HttpException e) {
      throw new IOException(e);
    }
  }

  private static byte[] head(Outgoing request, int bodyLength) {
    URI url = request.url();
    StringBuilder head = new StringBuilder(request.method()).append(' ').append(target(url));
    head.append(" HTTP/1.1\r\nHost: ").append(url.getRawAuthority()).append("\r\n");
    request.headers().forEach((name, value) -> line(head, name, value));
    if (!request.method().equals("GET")) {
      line(head, "Content-Length", Integer.toString(bodyLength));
    }
    return head.append("\r\n").toString().getBytes(StandardCharsets.US_ASCII);
  }

  private static String target(URI url) {
    return url.getRawQuery() == null
        ? url.getRawPath()
        : url.getRawPath() + "?" + url.getRawQuery();
  }

  private static void line(StringBuilder head, String name, String value) {
    head.append(name).append(": ").append(value).append("\r\n");
  }
}
