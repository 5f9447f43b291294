package dev.latchkey.http.wire;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import dev.latchkey.core.port.Node;
import java.time.Instant;
import java.util.UUID;

/**
 * A server that verifies keys from memory.
 *
 * @param id made when it started
 * @param name where it runs: host and process
 * @param startedAt when it started, by its own clock
 * @param seenAt when it last said that it is there, by its own clock
 * @param current whether it knows of every change, and was seen in the last 90 seconds
 * @param leaseMs for how long at most it answers from memory without word from the database
 */
@JsonNaming(SnakeCaseStrategy.class)
public record NodeJson(
    UUID id,
    String name,
    @WireTime Instant startedAt,
    @WireTime Instant seenAt,
    boolean current,
    long leaseMs) {

  /** The same from the core. */
  public static NodeJson from(Node node) {
    return new NodeJson(
        node.id(),
        node.name(),
        node.startedAt(),
        node.seenAt(),
        node.isCurrent(),
        node.lease().toMillis());
  }
}
