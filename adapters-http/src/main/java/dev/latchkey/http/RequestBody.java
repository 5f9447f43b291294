package dev.latchkey.http;

import io.undertow.connector.PooledByteBuffer;
import io.undertow.server.Connectors;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.AttachmentKey;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.xnio.IoUtils;
import org.xnio.XnioExecutor;
import org.xnio.channels.StreamSourceChannel;

/**
 * The body of a request that was not there with its headers. It is waited for without a thread, and
 * not for ever, whoever answers the request and when. Used on the IO thread of the exchange only.
 */
final class RequestBody {

  /** The most bytes that the body of a request may have. */
  static final int MAX_SIZE = 64 * 1024;

  private static final AttachmentKey<RequestBody> KEY = AttachmentKey.create(RequestBody.class);

  private final HttpServerExchange exchange;
  private final BodyLimits limits;
  private final ByteArrayOutputStream received = new ByteArrayOutputStream();
  private @Nullable StreamSourceChannel channel;
  private XnioExecutor.Key deadline;
  private long restBytes;

  /** What is done with a body. */
  interface Receiver {

    /** The body is here as a whole. */
    void complete(byte[] body);

    void tooLarge();

    void brokeOff();
  }

  private RequestBody(HttpServerExchange exchange, BodyLimits limits) {
    this.exchange = exchange;
    this.limits = limits;
    deadline = hangUpIn(limits.arrival());
  }

  /** Sets the time limit for the body of a request, if it is still to come. */
  static void expect(HttpServerExchange exchange, BodyLimits limits) {
    if (exchange.isRequestComplete()) {
      return;
    }
    RequestBody body = new RequestBody(exchange, limits);
    exchange.putAttachment(KEY, body);
    exchange.addExchangeCompleteListener(
        (ended, next) -> {
          body.deadline.remove();
          next.proceed();
        });
  }

  /** The body of a request, if it has not been read to its end. */
  static Optional<RequestBody> unreadOf(HttpServerExchange exchange) {
    return exchange.isRequestComplete()
        ? Optional.empty()
        : Optional.ofNullable(exchange.getAttachment(KEY));
  }

  /** Reads the body, and tells {@code receiver} on the IO thread what has become of it. */
  void receive(Receiver receiver) {
    if (exchange.getRequestContentLength() > MAX_SIZE) {
      receiver.tooLarge();
      return;
    }
    StreamSourceChannel source = exchange.getRequestChannel();
    channel = source;
    source
        .getReadSetter()
        .set(ready -> Connectors.executeRootHandler(again -> read(source, receiver), exchange));
    read(source, receiver);
  }

  /**
   * Reads what is left of the body after an early answer, within the limits, and ends the exchange.
   */
  void discard() {
    deadline.remove();
    deadline = hangUpIn(limits.rest());
    StreamSourceChannel source = channel == null ? exchange.getRequestChannel() : channel;
    if (source == null) {
      // The client waits for leave to send its body, and gets none.
      exchange.endExchange();
      return;
    }
    source.getReadSetter().set(ready -> discardAvailable(source));
    discardAvailable(source);
  }

  private void read(StreamSourceChannel source, Receiver receiver) {
    try {
      int count = drain(source, this::keep);
      if (received.size() > MAX_SIZE) {
        source.suspendReads();
        receiver.tooLarge();
      } else if (count < 0) {
        deadline.remove();
        receiver.complete(received.toByteArray());
      } else {
        source.resumeReads();
      }
    } catch (IOException e) {
      receiver.brokeOff();
    }
  }

  private boolean keep(ByteBuffer buffer) {
    byte[] bytes = new byte[buffer.remaining()];
    buffer.get(bytes);
    received.writeBytes(bytes);
    return received.size() <= MAX_SIZE;
  }

  private void discardAvailable(StreamSourceChannel source) {
    try {
      int count = drain(source, this::count);
      if (restBytes > limits.restBytes()) {
        hangUp();
      } else if (count < 0) {
        exchange.endExchange();
      } else {
        source.resumeReads();
      }
    } catch (IOException e) {
      hangUp();
    }
  }

  private boolean count(ByteBuffer buffer) {
    restBytes += buffer.remaining();
    return restBytes <= limits.restBytes();
  }

  /** What takes bytes and tells whether it wants more. */
  private interface Sink {
    boolean take(ByteBuffer buffer);
  }

  /** Reads what is there; negative at the end of the body. */
  private int drain(StreamSourceChannel source, Sink sink) throws IOException {
    try (PooledByteBuffer pooled = exchange.getConnection().getByteBufferPool().allocate()) {
      ByteBuffer buffer = pooled.getBuffer();
      while (true) {
        buffer.clear();
        int count = source.read(buffer);
        if (count <= 0) {
          return count;
        }
        buffer.flip();
        if (!sink.take(buffer)) {
          return count;
        }
      }
    }
  }

  private XnioExecutor.Key hangUpIn(Duration time) {
    return exchange
        .getIoThread()
        .executeAfter(this::hangUp, time.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void hangUp() {
    if (!exchange.isResponseStarted()) {
      // For the log; a client that does not send its request does not read an answer.
      exchange.setStatusCode(408);
    }
    IoUtils.safeClose(exchange.getConnection());
    exchange.endExchange();
  }
}
