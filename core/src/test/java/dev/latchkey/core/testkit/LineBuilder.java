package dev.latchkey.core.testkit;

import dev.latchkey.core.error.Violation;
import dev.latchkey.core.usecase.ImportLine;
import dev.latchkey.core.usecase.PortableKey;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Builds a line of keys to import; one that names an owner who exists breaks no rule. */
final class LineBuilder {

  private final long number;
  private @Nullable String id;
  private @Nullable String secretSha256 = "0123456789abcdefABCDEF".repeat(3).substring(0, 64);
  private @Nullable String owner = "maria";
  private @Nullable String name;
  private @Nullable String expiresAt = "2026-12-31T23:59:59Z";
  private @Nullable String expiredAt;
  private @Nullable String createdAt;
  private @Nullable String lastUsed;
  private @Nullable Long lifetimeSeconds;
  private @Nullable List<String> scopes;
  private @Nullable List<String> allowList;
  private List<Violation> unreadable = List.of();

  private LineBuilder(long number) {
    this.number = number;
    this.id = String.format(Locale.ROOT, "%010d", number);
    this.name = "token-" + number;
  }

  /** The line of that number, with an id and a name of its own. */
  static LineBuilder line(long number) {
    return new LineBuilder(number);
  }

  LineBuilder id(@Nullable String newId) {
    id = newId;
    return this;
  }

  LineBuilder hash(@Nullable String newHash) {
    secretSha256 = newHash;
    return this;
  }

  LineBuilder owner(@Nullable String newOwner) {
    owner = newOwner;
    return this;
  }

  LineBuilder name(@Nullable String newName) {
    name = newName;
    return this;
  }

  LineBuilder expiresAt(@Nullable String time) {
    expiresAt = time;
    return this;
  }

  LineBuilder expiredAt(String time) {
    expiredAt = time;
    return this;
  }

  LineBuilder createdAt(String time) {
    createdAt = time;
    return this;
  }

  LineBuilder lastUsed(String time) {
    lastUsed = time;
    return this;
  }

  LineBuilder lifetime(long seconds) {
    lifetimeSeconds = seconds;
    return this;
  }

  LineBuilder scopes(String... names) {
    scopes = List.of(names);
    return this;
  }

  LineBuilder allowing(String... entries) {
    allowList = List.of(entries);
    return this;
  }

  LineBuilder unreadable(String field, String detail) {
    unreadable = List.of(Violation.unreadable(field, detail));
    return this;
  }

  ImportLine build() {
    return new ImportLine(
        number,
        new PortableKey(
            id,
            secretSha256,
            owner,
            name,
            expiresAt,
            expiredAt,
            createdAt,
            lastUsed,
            lifetimeSeconds,
            scopes,
            allowList),
        unreadable);
  }
}
