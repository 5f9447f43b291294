package dev.latchkey.cli.server;

import dev.latchkey.cli.EffectiveSettings;
import dev.latchkey.cli.text.LifetimeText;
import dev.latchkey.jdbi.VerificationCache;
import java.util.function.Consumer;

/** Reads what is set about verifying from memory. */
final class CacheSettings {

  private final ServerCommand options;
  private final EffectiveSettings settings;
  private final Consumer<? super String> problems;

  /**
   * @param problems told everything that is wrong
   */
  CacheSettings(
      ServerCommand options, EffectiveSettings settings, Consumer<? super String> problems) {
    this.options = options;
    this.settings = settings;
    this.problems = problems;
  }

  /** Reads them; in place of what is wrong there is something that is not. */
  VerificationCache read() {
    VerificationCache cache = VerificationCache.DEFAULT;
    String size =
        settings.get(
            "--verification-cache",
            options.verificationCache,
            "LATCHKEY_VERIFICATION_CACHE",
            Integer.toString(cache.keys()));
    String lease = settings.get("--lease", options.lease, "LATCHKEY_LEASE", "1s");
    String grace = settings.get("--lease-grace", options.leaseGrace, "LATCHKEY_LEASE_GRACE", "0s");
    try {
      cache = new VerificationCache(Integer.parseInt(size), cache.lease(), cache.grace());
    } catch (IllegalArgumentException e) {
      problems.accept("--verification-cache: " + size + " (expected: 0 or more)");
    }
    try {
      cache = cache.withLease(LifetimeText.parse(lease));
    } catch (IllegalArgumentException e) {
      problems.accept("--lease: " + e.getMessage());
    }
    try {
      cache = cache.withGrace(LifetimeText.parse(grace));
    } catch (IllegalArgumentException e) {
      problems.accept("--lease-grace: " + e.getMessage());
    }
    return cache;
  }
}
