package dev.latchkey.http.client;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.jspecify.annotations.Nullable;

/**
 * Sends over a socket of its own and keeps one connection for the next request. What may be sent
 * only once never goes over a kept one: the server may be about to close it.
 */
final class SocketSender implements Sender {

  private final Sockets sockets;
  private final AtomicReference<@Nullable SocketConnection> kept = new AtomicReference<>();

  SocketSender(Sockets sockets) {
    this.sockets = sockets;
  }

  @Override
  public OpenAnswer send(Outgoing request, Deadline deadline) {
    SocketConnection connection = connection(request, deadline);
    connection.setDeadline(deadline);
    try {
      connection.send(request);
      ClassicHttpResponse head = connection.receiveHead();
      Consumer<SocketConnection> after =
          SocketConnection.isKept(head) ? this::keep : SocketConnection::close;
      InputStream body = connection.body(head);
      return new OpenAnswer(
          request.asked(),
          head.getCode(),
          name -> SocketConnection.header(head, name),
          new AnswerBody(new SocketBody(connection, body, after), deadline::left));
    } catch (IOException e) {
      connection.close();
      throw e instanceof InterruptedIOException
          ? ConnectionException.givenUp(request.asked(), String.valueOf(e.getMessage()))
          : ConnectionException.broken(request.asked(), e);
    }
  }

  private SocketConnection connection(Outgoing request, Deadline deadline) {
    SocketConnection last = request.repeatable() ? kept.getAndSet(null) : null;
    if (last != null) {
      if (last.isUsable()) {
        return last;
      }
      last.close();
    }
    try {
      return sockets.connect(deadline);
    } catch (IOException e) {
      throw ConnectionException.unsent(request.asked(), e);
    }
  }

  private void keep(SocketConnection connection) {
    SocketConnection other = kept.getAndSet(connection);
    if (other != null) {
      other.close();
    }
  }
}
