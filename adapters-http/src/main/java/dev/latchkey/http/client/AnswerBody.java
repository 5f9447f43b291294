package dev.latchkey.http.client;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpTimeoutException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow.Subscription;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The body of an answer, read by the thread that called, while it arrives. Unlike the JDK's own, it
 * waits no longer than it may for a server that has fallen silent, reads no more than it may, and
 * asks for the next part only when the last was read. One thread reads it; another fills it.
 */
final class AnswerBody extends InputStream implements BodySubscriber<AnswerBody> {

  static final String TOO_LATE = "no whole answer from the server in time";

  // Never more than one part and the end are under way.
  private final BlockingQueue<Part> arrived = new LinkedBlockingQueue<>();
  private final CompletableFuture<Subscription> subscription = new CompletableFuture<>();
  private final Deque<ByteBuffer> unread = new ArrayDeque<>();
  private Supplier<Duration> patience;
  private int limit;
  private int allowed;
  private boolean ended;
  private boolean broken;

  /** What arrived at one time: octets, or the end, or why there are no more. */
  private record Part(List<ByteBuffer> buffers, boolean isEnd, @Nullable Throwable failure) {}

  /**
   * @param patience how long to wait for what comes next, asked anew each time
   */
  AnswerBody(Supplier<Duration> patience) {
    this.patience = patience;
  }

  /** Waits from here on as long as that for each part. */
  void setPatience(Supplier<Duration> newPatience) {
    patience = newPatience;
  }

  /** Lets so many octets be read from here on, and fails at the next. */
  void allow(int octets) {
    limit = octets;
    allowed = octets;
  }

  /** Whether it was not the body that was wrong, but the way here. */
  boolean isBroken() {
    return broken;
  }

  @Override
  public CompletionStage<AnswerBody> getBody() {
    return CompletableFuture.completedStage(this);
  }

  @Override
  public void onSubscribe(Subscription newSubscription) {
    subscription.complete(newSubscription);
    newSubscription.request(1);
  }

  @Override
  public void onNext(List<ByteBuffer> buffers) {
    arrived.add(new Part(buffers, false, null));
  }

  @Override
  public void onError(Throwable failure) {
    arrived.add(new Part(List.of(), true, failure));
  }

  @Override
  public void onComplete() {
    arrived.add(new Part(List.of(), true, null));
  }

  @Override
  public int read() throws IOException {
    byte[] octet = new byte[1];
    return read(octet, 0, 1) < 0 ? -1 : octet[0] & 0xff;
  }

  @Override
  public int read(byte[] into, int offset, int length) throws IOException {
    while (!ended && unread.isEmpty()) {
      take(next());
    }
    ByteBuffer buffer = unread.peek();
    if (buffer == null) {
      return -1;
    }
    if (allowed == 0) {
      throw new IOException("the answer has more than " + limit + " bytes");
    }
    int count = Math.min(Math.min(length, allowed), buffer.remaining());
    buffer.get(into, offset, count);
    allowed -= count;
    if (!buffer.hasRemaining()) {
      unread.remove();
    }
    return count;
  }

  /** Gives up the rest, and the connection with it if there is a rest. */
  @Override
  public void close() {
    if (!ended) {
      CompletableFuture<Void> unused = subscription.thenAccept(Subscription::cancel);
    }
  }

  private Part next() throws IOException {
    try {
      Part part = arrived.poll(patience.get().toNanos(), TimeUnit.NANOSECONDS);
      if (part != null) {
        return part;
      }
      broken = true;
      throw new HttpTimeoutException(TOO_LATE);
    } catch (InterruptedException e) {
      broken = true;
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted");
    }
  }

  private void take(Part part) throws IOException {
    if (part.failure() != null) {
      broken = true;
      throw new IOException(part.failure());
    }
    ended = part.isEnd();
    part.buffers().stream().filter(ByteBuffer::hasRemaining).forEach(unread::add);
    if (!ended) {
      subscription.join().request(1);
    }
  }
}
