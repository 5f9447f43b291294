package dev.latchkey.core.key;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What is known of the use of a key, up to about a minute ago. It decides nothing.
 *
 * @param lastUsed when a request with the key was last accepted; null if never
 * @param ipAddress the last known address of its user; {@link ApiKey#NO_ADDRESS} if none is
 * @param requests how many requests with the key were accepted
 * @param refused how many requests had the right secret and were refused all the same, because the
 *     key had expired or its owner was suspended
 */
public record KeyUsage(@Nullable Instant lastUsed, String ipAddress, long requests, long refused) {

  /** That of a key that nobody has used. */
  public static final KeyUsage NONE = from(ApiKey.NO_ADDRESS);

  /**
   * @throws IllegalArgumentException if a number is negative
   */
  public KeyUsage {
    if (requests < 0 || refused < 0) {
      throw new IllegalArgumentException(
          "requests: %s, refused: %s (expected: 0 or more)".formatted(requests, refused));
    }
  }

  /** That of a key that was not used yet, whose user is at that address. */
  public static KeyUsage from(String ipAddress) {
    return new KeyUsage(null, ipAddress, 0, 0);
  }

  /** That of a key that was used elsewhere, where nobody counted. */
  public static KeyUsage lastAt(@Nullable Instant lastUsed) {
    return new KeyUsage(lastUsed, ApiKey.NO_ADDRESS, 0, 0);
  }
}
