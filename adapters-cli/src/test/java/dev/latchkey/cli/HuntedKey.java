package dev.latchkey.cli;

import java.util.Arrays;
import java.util.OptionalLong;

/** A key, and when what happened to it on which node, by the clock of this process. */
final class HuntedKey {

  private static final long NEVER = Long.MAX_VALUE;

  private final String token;
  private final boolean[] acceptedAlive;
  private final long[] lastAccepted;
  private final long[] firstRefused;
  private final long[] lastRefused;
  private long expireSent = NEVER;
  private long expireAnswered = NEVER;
  private int expiredBy;
  private long callSent;

  HuntedKey(String token, int nodes) {
    this.token = token;
    acceptedAlive = new boolean[nodes];
    lastAccepted = never(nodes);
    firstRefused = never(nodes);
    lastRefused = never(nodes);
  }

  private static long[] never(int nodes) {
    long[] times = new long[nodes];
    Arrays.fill(times, NEVER);
    return times;
  }

  String token() {
    return token;
  }

  String id() {
    return token.substring(0, 10);
  }

  /** Whether this is the first to expire it, which begins at {@code now}. */
  synchronized boolean beginExpire(long now) {
    if (expireSent != NEVER) {
      return false;
    }
    expireSent = now;
    return true;
  }

  /**
   * It was expired.
   *
   * @param node which has done it
   * @param sent when that one was asked; others may have been before, in vain
   */
  synchronized void expired(int node, long sent, long answered) {
    expiredBy = node;
    callSent = sent;
    expireAnswered = answered;
  }

  synchronized void accepted(int node, long sent) {
    acceptedAlive[node] |= expireSent == NEVER;
    // Two clients of a node may tell of this in the wrong order.
    if (lastAccepted[node] == NEVER || lastAccepted[node] - sent < 0) {
      lastAccepted[node] = sent;
    }
  }

  /**
   * A node has refused it.
   *
   * @param silentAt when the node has last left a question open
   * @return whether it was still live when the answer came
   */
  synchronized boolean refusedAlive(int node, long sent, long answered, long silentAt) {
    if (expireSent == NEVER || answered - expireSent < 0) {
      return true;
    }
    // A node that can't answer accepts nothing, and may refuse what it is asked long afterwards.
    if (firstRefused[node] == NEVER && silentAt - expireSent < 0) {
      firstRefused[node] = sent;
    }
    lastRefused[node] = sent;
    return false;
  }

  synchronized boolean isExpired() {
    return expireAnswered != NEVER;
  }

  /** Whether so much time has passed since its expire was answered. */
  synchronized boolean isExpiredFor(long nanos) {
    return expireAnswered != NEVER && System.nanoTime() - expireAnswered > nanos;
  }

  /** Whether the node has refused it after its expire was answered. */
  synchronized boolean isRefusedBy(int node) {
    return expireAnswered != NEVER
        && lastRefused[node] != NEVER
        && lastRefused[node] - expireAnswered > 0;
  }

  /** Whether the node has accepted it before anybody expired it. */
  synchronized boolean wasAcceptedAliveBy(int node) {
    return acceptedAlive[node];
  }

  /** Whether its expire was asked for after {@code time}. */
  synchronized boolean isExpiredAfter(long time) {
    return isExpired() && callSent - time > 0;
  }

  /** How long the call took that has expired it. */
  synchronized long expireNanos() {
    return expireAnswered - callSent;
  }

  /** How long after its expire was answered the node was asked and accepted it all the same. */
  synchronized OptionalLong staleNanos(int node) {
    return lastAccepted[node] != NEVER && lastAccepted[node] - expireAnswered > 0
        ? OptionalLong.of(lastAccepted[node] - expireAnswered)
        : OptionalLong.empty();
  }

  /**
   * How long after that call was sent the last of the other nodes was asked and refused it, or did
   * not accept it any more.
   */
  synchronized long deadElsewhereNanos() {
    long longest = 0;
    for (int node = 0; node < lastAccepted.length; node++) {
      if (node != expiredBy) {
        longest = Math.max(longest, Math.max(after(lastAccepted[node]), after(firstRefused[node])));
      }
    }
    return longest;
  }

  private long after(long time) {
    return time == NEVER ? 0 : time - callSent;
  }
}
