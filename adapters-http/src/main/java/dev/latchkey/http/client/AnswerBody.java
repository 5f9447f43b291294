package dev.latchkey.http.client;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.function.Supplier;

/**
 * The body of an answer, read while it arrives. It waits no longer than it may for a server that
 * has fallen silent, and reads no more than it may. One thread reads it.
 */
final class AnswerBody extends InputStream {

  static final String TOO_LATE = "no whole answer from the server in time";

  private final BodySource source;
  private Supplier<Duration> patience;
  private int limit;
  private int allowed;
  private boolean broken;

  /**
   * @param patience how long to wait for what comes next, asked anew each time
   */
  AnswerBody(BodySource source, Supplier<Duration> patience) {
    this.source = source;
    this.patience = patience;
  }

  /** Nothing has come in time; nothing else is known to be wrong. */
  static final class TooLateException extends InterruptedIOException {

    private static final long serialVersionUID = 1L;

    TooLateException() {
      super(TOO_LATE);
    }
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
  public int read() throws IOException {
    byte[] octet = new byte[1];
    return read(octet, 0, 1) < 0 ? -1 : octet[0] & 0xff;
  }

  @Override
  public int read(byte[] into, int offset, int length) throws IOException {
    // One more than is allowed, to tell what is too much from what ends just there.
    int count = readSource(into, offset, (int) Math.min(length, allowed + 1L));
    if (count > allowed) {
      throw new IOException("the answer has more than " + limit + " bytes");
    }
    allowed -= Math.max(count, 0);
    return count;
  }

  @Override
  public void close() {
    source.close();
  }

  private int readSource(byte[] into, int offset, int length) throws IOException {
    try {
      return source.read(into, offset, length, patience.get());
    } catch (IOException e) {
      broken = true;
      throw e;
    }
  }
}
