package dev.latchkey.http.client;

import dev.latchkey.http.client.AnswerBody.TooLateException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;

/**
 * A socket that is read until a point in time, and only as long as its thread is not interrupted.
 * The JDK's own time-out is for each read, so that a server could go on for ever with an octet now
 * and then, in the handshake of TLS too. One thread uses it.
 */
final class TimedSocket extends Socket {

  private static final Duration SLICE = Duration.ofMillis(100);

  private Deadline deadline;

  TimedSocket(Deadline deadline) {
    this.deadline = deadline;
  }

  void setDeadline(Deadline newDeadline) {
    deadline = newDeadline;
  }

  /** How long to wait at most, in milliseconds: at least one, because none would mean for ever. */
  static int millis(Duration time) {
    return (int) Math.max(1, Math.min(time.toMillis(), Integer.MAX_VALUE));
  }

  @Override
  public InputStream getInputStream() throws IOException {
    return new TimedInput(super.getInputStream());
  }

  private void awaitSlice() throws IOException {
    if (Thread.currentThread().isInterrupted()) {
      throw new InterruptedIOException("interrupted");
    }
    Duration left = deadline.left();
    if (left.isNegative() || left.isZero()) {
      throw new TooLateException();
    }
    setSoTimeout(millis(left.compareTo(SLICE) < 0 ? left : SLICE));
  }

  /** Reads slice by slice. */
  private final class TimedInput extends FilterInputStream {

    TimedInput(InputStream in) {
      super(in);
    }

    @Override
    public int read() throws IOException {
      byte[] octet = new byte[1];
      return read(octet, 0, 1) < 0 ? -1 : octet[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
      while (true) {
        awaitSlice();
        try {
          return super.read(into, offset, length);
        } catch (SocketTimeoutException nothingYet) {
          // The next slice begins, or the time has come.
        }
      }
    }
  }
}
