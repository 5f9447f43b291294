package dev.latchkey.jdbi;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

/**
 * What a node says of itself.
 *
 * @param lease for how long at most it answers from memory without word from the database
 */
record ThisNode(UUID id, String name, Instant startedAt, Duration lease) {

  static ThisNode withLease(Duration lease) {
    return new ThisNode(
        UUID.randomUUID(), host() + ":" + ProcessHandle.current().pid(), Instant.now(), lease);
  }

  private static String host() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return "unknown";
    }
  }
}
