package dev.latchkey.http.client;

import java.io.IOException;
import java.time.Duration;

/** Where the octets of an answer come from. One thread reads it. */
interface BodySource {

  /**
   * Reads what is there, or waits for what comes next.
   *
   * @param patience how long to wait at most
   * @return how many octets, at least one; -1 at the end
   * @throws IOException if the body breaks off, or {@link AnswerBody.TooLateException} if it does
   *     not come
   */
  int read(byte[] into, int offset, int length, Duration patience) throws IOException;

  /** Gives up the rest, and the connection with it if there is a rest. */
  void close();
}
