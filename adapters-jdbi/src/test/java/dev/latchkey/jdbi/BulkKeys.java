package dev.latchkey.jdbi;

import dev.latchkey.core.key.HashedSecret;
import dev.latchkey.core.key.KeyId;
import dev.latchkey.core.key.PlaintextKey;
import dev.latchkey.core.key.TokenName;
import dev.latchkey.core.user.UserId;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;

/**
 * Many keys, 95 % of them dead, with their audit entries, made by the database itself. What the
 * scripts in {@code scale/} make, the methods here know by its number. Immutable.
 *
 * @param count how many keys, a multiple of {@link #BLOCK}
 */
record BulkKeys(int count) {

  /** How many keys make up the pattern that repeats. */
  static final int BLOCK = 1_000;

  /** Every so manieth key is live. */
  static final int LIVE_EVERY = 20;

  /** Has a tenth of all keys, most of them dead tokens of the name {@link #REUSED}. */
  static final UserId REUSER = userId(1);

  /** A name with very many dead tokens, and no live one. */
  static final TokenName REUSED = new TokenName("deploy");

  /** Has a fifth of all keys. */
  static final UserId HOARDER = userId(2);

  /** As the audit trail keeps it. */
  private static final String STATE =
      """
      {"owner": "00000000-0000-4000-8000-000000000003", "scopes": "coder:all",
       "allow_list": "*:*", "created_at": "2026-01-01T00:00:00Z",
       "expires_at": "2026-01-08T00:00:00Z", "last_used": null}
      """;

  private static final Duration LIFETIME = Duration.ofDays(7);

  private static final String SECRET = "s".repeat(PlaintextKey.SECRET_LENGTH);
  private static final long FACTOR = 6_180_339_887L;
  private static final long IDS = 10_000_000_000L;
  private static final int FIRST_OF_ORDINARY_USERS = 300;

  BulkKeys {
    if (count < BLOCK || count % BLOCK != 0) {
      throw new IllegalArgumentException("count: " + count + " (expected: a multiple of 1000)");
    }
  }

  /**
   * Fills the empty tables of a database. Indexes are made afterwards, which is much faster.
   *
   * @param script {@code sqlite.sql} or {@code postgresql.sql}
   * @param indexes a query for the statements that drop each index and make it again
   * @param now what the keys take for now
   */
  void load(Handle handle, String script, String indexes, Instant now) {
    List<Map.Entry<String, String>> dropsAndMakes =
        handle
            .createQuery(indexes)
            .map((row, context) -> Map.entry(row.getString(1), row.getString(2)))
            .list();
    dropsAndMakes.forEach(index -> handle.execute(index.getKey()));
    statements(script, now).forEach(handle::execute);
    dropsAndMakes.forEach(index -> handle.execute(index.getValue()));
  }

  private List<String> statements(String script, Instant now) {
    HashedSecret hash = token(0).hashedSecret();
    String sql =
        read(script)
            .replace("${blocks}", Integer.toString(count / BLOCK))
            .replace("${now}", Long.toString(ChronoUnit.MICROS.between(Instant.EPOCH, now)))
            .replace("${state}", "'" + STATE.strip() + "'")
            .replace("${hash}", HexFormat.of().formatHex(hash.toBytes()));
    return Stream.of(sql.split(";\n", -1)).filter(statement -> !statement.isBlank()).toList();
  }

  private static String read(String script) {
    try (InputStream stream = BulkKeys.class.getResourceAsStream("scale/" + script)) {
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The full token of a key. */
  static PlaintextKey token(int number) {
    return PlaintextKey.parse(id(number).value() + "-" + SECRET);
  }

  static KeyId id(int number) {
    return new KeyId(String.format(Locale.ROOT, "%010d", number * FACTOR % IDS));
  }

  /** The number of some key. */
  int anyNumber(int seed) {
    return Math.floorMod(seed * 48_271, count);
  }

  /** The number of some live token of a user with 140 keys, of which 7 are live. */
  int liveNumber(int seed) {
    int block = Math.floorMod(seed * 48_271, count / BLOCK);
    int perBlock = (BLOCK - FIRST_OF_ORDINARY_USERS) / LIVE_EVERY;
    return block * BLOCK + FIRST_OF_ORDINARY_USERS + Math.floorMod(seed, perBlock) * LIVE_EVERY;
  }

  /** The owner of the token with that {@link #liveNumber}. */
  static UserId ownerOf(int liveNumber) {
    return userId(3 + liveNumber / BLOCK * 5 + liveNumber / LIVE_EVERY % 5);
  }

  /** The name of the token with that {@link #liveNumber}. */
  static TokenName nameOf(int liveNumber) {
    return new TokenName("live-" + liveNumber);
  }

  /** The request of the entries about a key. */
  UUID requestOf(int number) {
    return UUID.fromString(
        String.format(Locale.ROOT, "%08x-0000-4000-8000-%012x", ((long) number << 32) / count, 3));
  }

  /** What the entries about a key call it. */
  static String targetOf(int number) {
    return "Key-" + number;
  }

  /** Who made the entries about a key and some hundred others. */
  static String actorOf(int number) {
    return "Actor-" + number / 100;
  }

  /** When the token with that {@link #liveNumber} was made. */
  static Instant creationOf(int liveNumber, Instant now) {
    long scatter = Long.parseLong(id(liveNumber).value());
    return now.minus(LIFETIME).plus(1, ChronoUnit.DAYS).plus(scatter * 500, ChronoUnit.MICROS);
  }

  private static UserId userId(int number) {
    return UserId.of(String.format(Locale.ROOT, "00000000-0000-4000-8000-%012d", number));
  }
}
