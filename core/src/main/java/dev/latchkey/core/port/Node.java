package dev.latchkey.core.port;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

/**
 * A process that verifies keys from memory.
 *
 * @param id made when it opened its store
 * @param name where it runs: host and process
 * @param startedAt when it opened its store, by its own clock
 * @param seenAt when it last said that it is there, by its own clock
 * @param isCurrent whether it knows of every change that was committed when this was read, and has
 *     said that it is there within the last 90 seconds, as far as the clocks agree
 * @param lease for how long at most it answers from memory without word from the database
 */
public record Node(
    UUID id, String name, Instant startedAt, Instant seenAt, boolean isCurrent, Duration lease) {}
