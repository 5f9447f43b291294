package dev.latchkey.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Stream;

/**
 * Two clients of a node that verify keys at a steady pace: one any keys, many in a row, the other
 * those that are being expired.
 */
final class HuntedNode {

  /** Slow enough for all nodes and their database on two cores. */
  private static final int LOOKS_A_SECOND = 500;

  /** How many keys the first client verifies at each look. */
  private static final int IN_A_ROW = 5;

  /** How long a key is tried after its end: longer than any node may answer by its lease. */
  static final long AFTERLIFE_NANOS = TimeUnit.MILLISECONDS.toNanos(2_500);

  private static final String CHECK = "/api/v2/auth/check";
  private static final int ACCEPTED = 200;
  private static final int REFUSED = 401;

  private final int number;
  private final ServerProcess server;
  private final AtomicReferenceArray<HuntedKey> keys;
  private final Queue<String> wrongNo = new ConcurrentLinkedQueue<>();
  private final Queue<HuntedKey> dying = new ConcurrentLinkedQueue<>();
  private final Set<HttpLine> lines = ConcurrentHashMap.newKeySet();
  private final LongAdder verifications = new LongAdder();
  private final CountDownLatch knowsAll = new CountDownLatch(1);
  private volatile long silentAt = System.nanoTime();
  private volatile boolean over;

  /**
   * @param number of the node, from 0 on
   * @param keys which it is asked about
   */
  HuntedNode(int number, ServerProcess server, AtomicReferenceArray<HuntedKey> keys) {
    this.number = number;
    this.server = server;
    this.keys = keys;
  }

  int number() {
    return number;
  }

  String url() {
    return server.url();
  }

  /** Verifies each key until it is accepted, and then any. */
  void roam() {
    Pace pace = new Pace(LOOKS_A_SECOND);
    int known = 0;
    while (!over) {
      pace.await();
      try (HttpLine line = line()) {
        while (!over) {
          pace.await();
          if (known == keys.length()) {
            check(line, anyInARow());
          } else if (check(line, List.of(keys.get(known))) == ACCEPTED
              && ++known == keys.length()) {
            knowsAll.countDown();
          }
        }
      } catch (IOException e) {
        // The node was paused for too long; it is asked again.
      }
    }
  }

  private List<HuntedKey> anyInARow() {
    return Stream.generate(this::any).limit(IN_A_ROW).toList();
  }

  private HuntedKey any() {
    return keys.get(ThreadLocalRandom.current().nextInt(keys.length()));
  }

  /** Whether the node has accepted every key within that time. */
  boolean awaitKnowsAll(long seconds) throws InterruptedException {
    return knowsAll.await(seconds, TimeUnit.SECONDS);
  }

  /** Has the other client look at a key that is being expired. */
  void follow(HuntedKey key) {
    dying.add(key);
  }

  /** Verifies those keys in a row, each until it is refused for good. */
  void follow() {
    Pace pace = new Pace(LOOKS_A_SECOND);
    while (!over) {
      pace.await();
      try (HttpLine line = line()) {
        while (!over) {
          pace.await();
          follow(line);
        }
      } catch (IOException e) {
        // As above.
      }
    }
  }

  private void follow(HttpLine line) throws IOException {
    List<HuntedKey> inARow = new ArrayList<>();
    for (HuntedKey key = dying.poll(); key != null; key = dying.poll()) {
      inARow.add(key);
    }
    try {
      check(line, inARow.isEmpty() ? List.of(any()) : inARow);
    } finally {
      inARow.stream().filter(this::isOpen).forEach(dying::add);
    }
  }

  private boolean isOpen(HuntedKey key) {
    return !key.isRefusedBy(number) && !key.isExpiredFor(AFTERLIFE_NANOS);
  }

  /** Returns the status of the last. */
  private int check(HttpLine line, List<HuntedKey> inARow) throws IOException {
    try {
      long sent = System.nanoTime();
      line.get(CHECK, inARow.stream().map(HuntedKey::token).toList());
      int status = 0;
      for (HuntedKey key : inARow) {
        status = line.readStatus();
        note(key, sent, status);
      }
      return status;
    } catch (IOException e) {
      silentAt = System.nanoTime();
      throw e;
    }
  }

  private void note(HuntedKey key, long sent, int status) {
    if (status == ACCEPTED) {
      verifications.increment();
      key.accepted(number, sent);
    } else if (status == REFUSED) {
      verifications.increment();
      if (key.refusedAlive(number, sent, System.nanoTime(), silentAt)) {
        wrongNo.add("%s refused %s, which was live".formatted(url(), key.id()));
      }
    } else {
      silentAt = System.nanoTime();
    }
  }

  private HttpLine line() throws IOException {
    HttpLine line = new HttpLine(url());
    lines.add(line);
    if (over) {
      line.close();
    }
    return line;
  }

  /** How many keys it has accepted or refused. */
  long verifications() {
    return verifications.sum();
  }

  /** The live keys that it has refused. */
  Queue<String> wrongNo() {
    return wrongNo;
  }

  /** Ends its clients, also one that waits for an answer. */
  void end() {
    over = true;
    lines.forEach(HuntedNode::close);
  }

  private static void close(HttpLine line) {
    try {
      line.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
