package dev.latchkey.core.usecase;

import dev.latchkey.core.user.Role;
import dev.latchkey.core.user.User;
import java.time.Duration;

/**
 * How long keys live (contract section 5). It is the owner of a key whose role decides, not who
 * makes it.
 *
 * @param standard for a key that is made without a lifetime; default 7 days. It gives way to the
 *     owner's maximum
 * @param maximum the longest for keys of users who are not site owners; default 36525 days
 * @param ownerMaximum the longest for keys of site owners; default 7 days
 */
public record Lifetimes(Duration standard, Duration maximum, Duration ownerMaximum) {

  // What a signed 64-bit count of nanoseconds holds, which is how the wire tells a lifetime. Comes
  // first because the defaults are checked against it.
  private static final Duration LONGEST = Duration.ofNanos(Long.MAX_VALUE);

  /** The contract's defaults. */
  public static final Lifetimes DEFAULT =
      new Lifetimes(Duration.ofDays(7), Duration.ofDays(36_525), Duration.ofDays(7));

  /**
   * @throws IllegalArgumentException if one is under a second or over 292 years
   */
  public Lifetimes {
    requireInRange("standard", standard);
    requireInRange("maximum", maximum);
    requireInRange("ownerMaximum", ownerMaximum);
  }

  /** The longest lifetime of a key of {@code owner}. */
  public Duration maximumFor(User owner) {
    return owner.is(Role.OWNER) ? ownerMaximum : maximum;
  }

  /** The lifetime of a key of {@code owner} for which none is asked. */
  public Duration standardFor(User owner) {
    Duration maximumForOwner = maximumFor(owner);
    return standard.compareTo(maximumForOwner) < 0 ? standard : maximumForOwner;
  }

  private static void requireInRange(String name, Duration lifetime) {
    if (lifetime.toSeconds() < 1 || lifetime.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException(
          name + ": " + lifetime + " (expected: 1 second to 292 years)");
    }
  }
}
