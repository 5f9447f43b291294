package dev.latchkey.http.client;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.function.Consumer;

/** The body of an answer that comes over a socket. One thread reads it. */
final class SocketBody implements BodySource {

  private static final Duration LAST_WORD = Duration.ofMillis(20);

  private final SocketConnection connection;
  private final InputStream body;
  private final Consumer<SocketConnection> after;
  private boolean ended;

  /**
   * @param after what is done with the connection when all of the body was read
   */
  SocketBody(SocketConnection connection, InputStream body, Consumer<SocketConnection> after) {
    this.connection = connection;
    this.body = body;
    this.after = after;
  }

  @Override
  public int read(byte[] into, int offset, int length, Duration patience) throws IOException {
    if (ended) {
      return -1;
    }
    connection.setDeadline(Deadline.in(patience));
    int count = body.read(into, offset, length);
    if (count < 0) {
      ended = true;
      after.accept(connection);
    }
    return count;
  }

  /** Who reads a list stops at its last bracket; what is behind it is in the way of the next. */
  @Override
  public void close() {
    try {
      byte[] rest = new byte[64];
      if (!ended && read(rest, 0, rest.length, LAST_WORD) >= 0) {
        read(rest, 0, rest.length, LAST_WORD);
      }
    } catch (IOException e) {
      // Then there is more than the end of a list.
    }
    if (!ended) {
      ended = true;
      connection.close();
    }
  }
}
