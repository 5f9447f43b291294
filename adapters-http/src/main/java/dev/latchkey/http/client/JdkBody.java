package dev.latchkey.http.client;

import dev.latchkey.http.client.AnswerBody.TooLateException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.http.HttpResponse.BodySubscriber;
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
import org.jspecify.annotations.Nullable;

/**
 * The body of an answer that comes through {@code java.net.http}, read by the thread that called.
 * Unlike the JDK's own stream, it waits no longer than it may, and asks for the next part only when
 * the last was read. One thread reads it; another fills it.
 */
final class JdkBody implements BodySource, BodySubscriber<JdkBody> {

  // Never more than one part and the end are under way.
  private final BlockingQueue<Part> arrived = new LinkedBlockingQueue<>();
  private final CompletableFuture<Subscription> subscription = new CompletableFuture<>();
  private final Deque<ByteBuffer> unread = new ArrayDeque<>();
  private boolean ended;

  /** What arrived at one time: octets, or the end, or why there are no more. */
  private record Part(List<ByteBuffer> buffers, boolean isEnd, @Nullable Throwable failure) {}

  @Override
  public CompletionStage<JdkBody> getBody() {
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
  public int read(byte[] into, int offset, int length, Duration patience) throws IOException {
    while (!ended && unread.isEmpty()) {
      take(next(patience));
    }
    ByteBuffer buffer = unread.peek();
    if (buffer == null) {
      return -1;
    }
    int count = Math.min(length, buffer.remaining());
    buffer.get(into, offset, count);
    if (!buffer.hasRemaining()) {
      unread.remove();
    }
    return count;
  }

  @Override
  public void close() {
    if (!ended) {
      CompletableFuture<Void> unused = subscription.thenAccept(Subscription::cancel);
    }
  }

  private Part next(Duration patience) throws IOException {
    try {
      Part part = arrived.poll(patience.toNanos(), TimeUnit.NANOSECONDS);
      if (part == null) {
        throw new TooLateException();
      }
      return part;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted");
    }
  }

  private void take(Part part) throws IOException {
    if (part.failure() != null) {
      throw new IOException(part.failure());
    }
    ended = part.isEnd();
    part.buffers().stream().filter(ByteBuffer::hasRemaining).forEach(unread::add);
    if (!ended) {
      subscription.join().request(1);
    }
  }
}
