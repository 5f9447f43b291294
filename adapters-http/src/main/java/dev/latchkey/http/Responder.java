package dev.latchkey.http;

import io.undertow.io.IoCallback;
import io.undertow.io.Sender;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.HttpString;
import io.undertow.util.Methods;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.util.Iterator;
import org.xnio.IoUtils;

/**
 * Sends an answer part by part. No thread waits for a slow client: the next part is made when the
 * last has gone out.
 */
final class Responder implements IoCallback {

  private static final Logger LOG = System.getLogger(Responder.class.getName());

  private final Iterator<byte[]> body;

  private Responder(Iterator<byte[]> body) {
    this.body = body;
  }

  static void send(HttpServerExchange exchange, Answer answer) {
    exchange.setStatusCode(answer.status());
    answer
        .headers()
        .forEach((name, value) -> exchange.getResponseHeaders().put(new HttpString(name), value));
    if (RequestBody.unreadOf(exchange).isPresent()) {
      // Nothing else can come over this connection before the rest of this request.
      exchange.setPersistent(false);
    }
    Iterator<byte[]> body = answer.body();
    if (!body.hasNext()) {
      sendEmpty(exchange, body);
      return;
    }
    byte[] first = body.next();
    if (!body.hasNext()) {
      exchange.setResponseContentLength(first.length);
    }
    if (exchange.getRequestMethod().equals(Methods.HEAD)) {
      exchange.endExchange();
      return;
    }
    exchange.getResponseSender().send(ByteBuffer.wrap(first), new Responder(body));
  }

  private static void sendEmpty(HttpServerExchange exchange, Iterator<byte[]> body) {
    if (RequestBody.unreadOf(exchange).isPresent()) {
      // To end the exchange would be to read the request first.
      exchange.getResponseSender().close(new Responder(body));
    } else {
      exchange.endExchange();
    }
  }

  @Override
  public void onComplete(HttpServerExchange exchange, Sender sender) {
    if (body.hasNext()) {
      exchange.dispatch(() -> sendNext(exchange, sender));
    } else {
      RequestBody.unreadOf(exchange)
          .ifPresentOrElse(
              unread -> exchange.dispatch(exchange.getIoThread(), unread::discard),
              () -> IoCallback.END_EXCHANGE.onComplete(exchange, sender));
    }
  }

  @Override
  public void onException(HttpServerExchange exchange, Sender sender, IOException exception) {
    IoCallback.END_EXCHANGE.onException(exchange, sender, exception);
  }

  private void sendNext(HttpServerExchange exchange, Sender sender) {
    byte[] next;
    try {
      next = body.next();
    } catch (Throwable e) {
      // The status is out already. Only a broken connection tells the client that this is not all.
      LOG.log(Level.ERROR, "Request " + RequestContext.idOf(exchange) + " broke off.", e);
      IoUtils.safeClose(exchange.getConnection());
      return;
    }
    sender.send(ByteBuffer.wrap(next), this);
  }
}
