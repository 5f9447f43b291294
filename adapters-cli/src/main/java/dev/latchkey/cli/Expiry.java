package dev.latchkey.cli;

import dev.latchkey.http.wire.ReceiptText;
import java.time.Instant;
import java.util.Optional;

/**
 * What has come of expiring a key.
 *
 * @param receipt which nodes know of it
 * @param end when the key has ended, as its record says now; empty if it can't be read any more
 */
public record Expiry(ReceiptText receipt, Optional<Instant> end) {}
