package dev.latchkey.cli;

import java.util.List;
import java.util.Locale;

/**
 * What came of a hunt.
 *
 * @param verifications how many keys were accepted or refused
 * @param staleYes which keys a node has accepted after their expire was answered
 * @param wrongNo which live keys a node has refused
 * @param expireNanos how long each call took that has expired a key since the servers were warm
 * @param deadNanos how long after such a call was sent the key was dead on every other node
 * @param acceptedAlive of how many keys each node has accepted before they were expired
 */
record HuntFindings(
    long verifications,
    List<String> staleYes,
    List<String> wrongNo,
    List<Long> expireNanos,
    List<Long> deadNanos,
    List<Integer> acceptedAlive) {

  /** A row for a table: the median, 99 of a hundred, and the longest. */
  String figures(String what) {
    return String.format(
        Locale.ROOT,
        "| %s | %,d | %,d | %s | %s |",
        what,
        expireNanos.size(),
        verifications,
        spread(expireNanos),
        spread(deadNanos));
  }

  private static String spread(List<Long> nanos) {
    List<Long> sorted = nanos.stream().sorted().toList();
    return String.format(
        Locale.ROOT,
        "%.1f / %.1f / %.1f ms",
        part(sorted, 0.5),
        part(sorted, 0.99),
        part(sorted, 1));
  }

  private static double part(List<Long> sorted, double share) {
    return sorted.get((int) Math.min(sorted.size() - 1, sorted.size() * share)) / 1e6;
  }
}
