package dev.latchkey.core.usecase;

import dev.latchkey.core.error.Violation;
import dev.latchkey.core.key.AllowList;
import dev.latchkey.core.key.ApiKey;
import dev.latchkey.core.key.HashedSecret;
import dev.latchkey.core.key.KeyId;
import dev.latchkey.core.key.KeyUsage;
import dev.latchkey.core.key.LoginType;
import dev.latchkey.core.key.Scope;
import dev.latchkey.core.key.TokenName;
import dev.latchkey.core.user.UserId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Turns one line into a key, or tells all that is wrong with the line. Not thread-safe. */
final class ImportLineReader {

  private static final Pattern SHA_256 = Pattern.compile("[0-9a-fA-F]{64}");

  // From 1970 to 9999, as for the times: the longest lifetime that an export can have.
  private static final long MAX_LIFETIME_SECONDS = 253_402_300_799L;

  private final ImportLine line;
  private final PortableKey given;
  private final ImportOwners owners;
  private final GrantRules grants;
  private final Instant now;
  private final List<Violation> violations;

  ImportLineReader(ImportLine line, ImportOwners owners, GrantRules grants, Instant now) {
    this.line = line;
    this.given = line.key();
    this.owners = owners;
    this.grants = grants;
    this.now = now;
    this.violations = new ArrayList<>(line.unreadable());
  }

  /** Reads the line. */
  CheckedLine read() {
    if (violations.stream().anyMatch(violation -> violation.field().isEmpty())) {
      // Nothing of the line could be read, so that nothing of it is missing either.
      return new CheckedLine(line.number(), null, null, null, violations);
    }
    KeyId id = required("id", given.id(), KeyId::new);
    HashedSecret secret = required("secret_sha256", given.secretSha256(), ImportLineReader::hash);
    UserId owner = required("owner", given.owner(), owners::find);
    TokenName name = required("name", given.name(), TokenName::new);
    ImportTimes times = times();
    List<Scope> scopes = scopes();
    AllowList allowList = allowList();
    Long lifetime = lifetimeSeconds();
    HeldName held =
        owner != null && name != null && times != null && !times.areOver(now)
            ? new HeldName(owner, name)
            : null;
    ApiKey key = null;
    if (violations.isEmpty()
        && id != null
        && secret != null
        && owner != null
        && name != null
        && times != null) {
      key = key(id, secret, owner, name, times, scopes, allowList, lifetime);
    }
    return new CheckedLine(line.number(), id, held, key, violations);
  }

  private @Nullable ImportTimes times() {
    Instant expiresAt = required("expires_at", given.expiresAt(), Rfc3339::parse);
    Instant expiredAt = optional("expired_at", given.expiredAt(), Rfc3339::parse);
    Instant createdAt = optional("created_at", given.createdAt(), Rfc3339::parse);
    Instant lastUsed = optional("last_used", given.lastUsed(), Rfc3339::parse);
    if (expiresAt == null) {
      return null;
    }
    if (expiredAt != null && expiresAt.isAfter(expiredAt)) {
      add("expires_at", "must not be after expired_at: an expired key has ended");
    }
    return ImportTimes.of(createdAt, expiresAt, expiredAt, lastUsed, now);
  }

  private List<Scope> scopes() {
    List<String> names = given.scopes();
    if (names == null) {
      return List.of(Scope.ALL);
    }
    if (names.isEmpty()) {
      add("scopes", "must not be empty; leave it out for every scope");
    }
    return grants.readScopes(names, violations);
  }

  private AllowList allowList() {
    List<String> entries = given.allowList();
    if (entries == null) {
      return AllowList.EVERYTHING;
    }
    if (entries.isEmpty()) {
      add("allow_list", "must not be empty; leave it out for every resource");
    }
    AllowList allowList = grants.readAllowList(entries, violations);
    GrantRules.checkSize(allowList, violations);
    return allowList;
  }

  private @Nullable Long lifetimeSeconds() {
    Long seconds = given.lifetimeSeconds();
    if (seconds != null && (seconds < 1 || seconds > MAX_LIFETIME_SECONDS)) {
      add("lifetime_seconds", "must be 1 to " + MAX_LIFETIME_SECONDS + " (got " + seconds + ")");
    }
    return seconds;
  }

  private static ApiKey key(
      KeyId id,
      HashedSecret secret,
      UserId owner,
      TokenName name,
      ImportTimes times,
      List<Scope> scopes,
      AllowList allowList,
      @Nullable Long lifetime) {
    return new ApiKey(
        id,
        secret,
        owner,
        name,
        LoginType.TOKEN,
        scopes,
        allowList,
        Duration.ofSeconds(lifetime == null ? times.secondsFromBeginningToEnd() : lifetime),
        times.createdAt(),
        times.updatedAt(),
        times.expiresAt(),
        times.expiredAt(),
        KeyUsage.lastAt(times.lastUsed()));
  }

  private <T> @Nullable T required(
      String field, @Nullable String text, Function<String, T> parser) {
    boolean isMissing =
        text == null && violations.stream().noneMatch(known -> known.field().equals(field));
    if (isMissing) {
      add(field, "is missing");
    }
    return optional(field, text, parser);
  }

  private <T> @Nullable T optional(
      String field, @Nullable String text, Function<String, T> parser) {
    if (text == null) {
      return null;
    }
    try {
      return parser.apply(text);
    } catch (IllegalArgumentException e) {
      add(field, String.valueOf(e.getMessage()));
      return null;
    }
  }

  private static HashedSecret hash(String text) {
    if (!SHA_256.matcher(text).matches()) {
      // The text is not repeated: it may be the secret itself.
      throw new IllegalArgumentException(
          "must be the SHA-256 of the secret, as 64 hex digits (got "
              + text.length()
              + " characters)");
    }
    return HashedSecret.ofBytes(HexFormat.of().parseHex(text));
  }

  private void add(String field, String detail) {
    violations.add(new Violation(field, detail));
  }
}
