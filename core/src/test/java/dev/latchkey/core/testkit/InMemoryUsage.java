package dev.latchkey.core.testkit;

import dev.latchkey.core.key.ApiKey;
import dev.latchkey.core.key.KeyUsage;
import dev.latchkey.core.key.LoginType;
import dev.latchkey.core.port.UsagePort.KeyUse;
import dev.latchkey.core.port.UsagePort.Sighting;
import dev.latchkey.core.port.UsagePort.Slide;
import dev.latchkey.core.user.User;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What the use of a key changes. */
final class InMemoryUsage {

  private InMemoryUsage() {}

  static void apply(InMemoryState draft, KeyUse use, Instant now) {
    draft.keys().computeIfPresent(use.keyId(), (id, key) -> used(key, use, now));
    Sighting last = use.last();
    if (last != null) {
      draft.users().computeIfPresent(use.owner(), (id, user) -> seen(user, last.at()));
    }
  }

  private static ApiKey used(ApiKey key, KeyUse use, Instant now) {
    return new ApiKey(
        key.id(),
        key.hashedSecret(),
        key.owner(),
        key.name(),
        key.loginType(),
        key.scopes(),
        key.allowList(),
        key.lifetime(),
        key.createdAt(),
        key.updatedAt(),
        endAfter(key, use.slide(), now),
        key.expiredAt(),
        usageAfter(key.usage(), use));
  }

  private static KeyUsage usageAfter(KeyUsage usage, KeyUse use) {
    Sighting last = use.last();
    boolean later = last != null && isLater(last.at(), usage.lastUsed());
    boolean moved = later && !last.ipAddress().equals(ApiKey.NO_ADDRESS);
    return new KeyUsage(
        later ? last.at() : usage.lastUsed(),
        moved ? last.ipAddress() : usage.ipAddress(),
        usage.requests() + use.requests(),
        usage.refused() + use.refused());
  }

  private static Instant endAfter(ApiKey key, @Nullable Slide slide, Instant now) {
    return slide != null
            && key.loginType() == LoginType.PASSWORD
            && !key.isExpired(now)
            && key.expiresAt().equals(slide.from())
            && slide.to().isAfter(key.expiresAt())
        ? slide.to()
        : key.expiresAt();
  }

  private static User seen(User user, Instant at) {
    return new User(
        user.id(),
        user.username(),
        user.roles(),
        user.status(),
        user.createdAt(),
        user.updatedAt(),
        isLater(at, user.lastSeen()) ? at : user.lastSeen());
  }

  private static boolean isLater(Instant instant, @Nullable Instant known) {
    return known == null || instant.isAfter(known);
  }
}
