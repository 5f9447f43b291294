package dev.latchkey.http;

import io.undertow.io.IoCallback;
import io.undertow.io.Sender;
import io.undertow.server.HttpServerExchange;
import io.undertow.server.protocol.http.HttpContinue;
import io.undertow.util.HeaderMap;
import io.undertow.util.Headers;
import io.undertow.util.Methods;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.util.Collections;
import java.util.Iterator;
import org.xnio.IoUtils;

/**
 * Sends an answer part by part. No thread waits for a slow client: the next part is made when the
 * last has gone out.
 */
final class Responder implements IoCallback {

  private static final Logger LOG = System.getLogger(Responder.class.getName());

  private final Iterator<byte[]> body;
  private final BodyCoder coder;

  private Responder(Iterator<byte[]> body, BodyCoder coder) {
    this.body = body;
    this.coder = coder;
  }

  static void send(HttpServerExchange exchange, Answer answer) {
    exchange.setStatusCode(answer.status());
    HeaderMap headers = exchange.getResponseHeaders();
    answer.headers().forEach(header -> headers.put(header.name(), header.value()));
    if (RequestBody.unreadOf(exchange).isPresent()) {
      // Nothing else can come over this connection before the rest of this request.
      exchange.setPersistent(false);
    }
    // The server below does not go on behind a body that it never asked for, and says it too late.
    if (RequestNote.of(exchange).isLast() || HttpContinue.requiresContinueResponse(exchange)) {
      exchange.setPersistent(false);
    }
    if (!exchange.isPersistent()) {
      // The server below forgets to say so where there is no body.
      exchange.getResponseHeaders().put(Headers.CONNECTION, "close");
    }
    Iterator<byte[]> body = answer.body();
    if (!body.hasNext()) {
      sendNothing(exchange);
      return;
    }
    byte[] plain = body.next();
    boolean last = !body.hasNext();
    BodyCoder coder = BodyCoder.of(exchange, plain, last);
    byte[] first = coder.code(plain, last);
    if (last) {
      exchange.setResponseContentLength(first.length);
    } else if (exchange.isHttp11()) {
      // Also where the connection ends afterwards, so that a list that broke off can be told.
      exchange.getResponseHeaders().put(Headers.TRANSFER_ENCODING, "chunked");
    }
    if (exchange.getRequestMethod().equals(Methods.HEAD)) {
      sendNothing(exchange);
      return;
    }
    exchange.getResponseSender().send(ByteBuffer.wrap(first), new Responder(body, coder));
  }

  /** Sends the headers, and no body. */
  private static void sendNothing(HttpServerExchange exchange) {
    if (RequestBody.unreadOf(exchange).isPresent()) {
      // To end the exchange would be to read the request first.
      exchange
          .getResponseSender()
          .close(new Responder(Collections.emptyIterator(), BodyCoder.NONE));
      return;
    }
    if (exchange.getResponseHeaders().contains(Headers.TRANSFER_ENCODING)) {
      // The head of a long list, which the server below would take for empty otherwise.
      exchange.getResponseChannel();
    }
    exchange.endExchange();
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
      byte[] plain = body.next();
      next = coder.code(plain, !body.hasNext());
    } catch (Throwable e) {
      // The status is out already. Only a broken connection tells the client that this is not all.
      LOG.log(Level.ERROR, "Request " + RequestContext.idOf(exchange) + " broke off.", e);
      IoUtils.safeClose(exchange.getConnection());
      return;
    }
    sender.send(ByteBuffer.wrap(next), this);
  }
}
