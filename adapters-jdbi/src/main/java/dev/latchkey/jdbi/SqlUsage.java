package dev.latchkey.jdbi;

import static java.util.Objects.requireNonNullElse;

import dev.latchkey.core.key.ApiKey;
import dev.latchkey.core.port.UsagePort;
import dev.latchkey.core.user.UserId;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;

final class SqlUsage implements UsagePort {

  private static final String USE =
      """
      UPDATE api_keys
      SET request_count = request_count + :requests,
        refused_count = refused_count + :refused,
        ip_address =
          CASE WHEN :requests = 0 OR :ip_address = :no_address OR last_used >= :used_at
          THEN ip_address ELSE :ip_address END,
        last_used =
          CASE WHEN :requests = 0 OR last_used >= :used_at THEN last_used ELSE :used_at END
      WHERE id = :id
      """;

  /** In the place of the last use of a key of which every request was refused. */
  private static final Sighting NEVER = new Sighting(Instant.EPOCH, ApiKey.NO_ADDRESS);

  // Whoever has set another end meanwhile, with SQL by hand too, has the last word.
  private static final String SLIDE =
      """
      UPDATE api_keys
      SET expires_at = :slide_to
      WHERE id = :id AND login_type <> 'token' AND expired_at IS NULL
        AND expires_at = :slide_from AND expires_at >= :now AND expires_at < :slide_to
      """;

  private static final String SEE =
      """
      UPDATE users
      SET last_seen_at = :used_at
      WHERE id = :user_id AND (last_seen_at IS NULL OR last_seen_at < :used_at)
      """;

  private static final Comparator<KeyUse> BY_KEY = Comparator.comparing(use -> use.keyId().value());

  private final Database database;
  private final Feed feed;

  SqlUsage(Database database, Feed feed) {
    this.database = database;
    this.feed = feed;
  }

  @Override
  public void store(Collection<KeyUse> uses, Instant now) {
    if (uses.isEmpty()) {
      return;
    }
    try {
      write(uses, now);
    } finally {
      feed.ended(slidAmong(uses), false);
    }
  }

  // The next slide must begin where this one has ended.
  private static Touched slidAmong(Collection<KeyUse> uses) {
    Touched touched = new Touched();
    uses.stream().filter(use -> use.slide() != null).map(KeyUse::keyId).forEach(touched::add);
    return touched;
  }

  private void write(Collection<KeyUse> uses, Instant now) {
    database.write(
        handle -> {
          // Users before keys, as elsewhere, and each in one order, so that nodes that store uses
          // of the same keys can't wait for each other in a circle.
          see(handle, uses);
          List<KeyUse> inOrder = uses.stream().sorted(BY_KEY).toList();
          use(handle, inOrder);
          return slide(handle, inOrder, now);
        });
  }

  private static void use(Handle handle, List<KeyUse> uses) {
    try (PreparedBatch batch = handle.prepareBatch(USE)) {
      for (KeyUse use : uses) {
        Sighting last = requireNonNullElse(use.last(), NEVER);
        batch
            .bind("id", use.keyId().value())
            .bind("requests", use.requests())
            .bind("refused", use.refused())
            .bind("used_at", last.at())
            .bind("ip_address", last.ipAddress())
            .bind("no_address", ApiKey.NO_ADDRESS)
            .add();
      }
      batch.execute();
    }
  }

  private static int slide(Handle handle, List<KeyUse> uses, Instant now) {
    try (PreparedBatch batch = handle.prepareBatch(SLIDE)) {
      for (KeyUse use : uses) {
        Slide slide = use.slide();
        if (slide != null) {
          batch
              .bind("id", use.keyId().value())
              .bind("now", now)
              .bind("slide_from", slide.from())
              .bind("slide_to", slide.to())
              .add();
        }
      }
      return batch.execute().length;
    }
  }

  private static void see(Handle handle, Collection<KeyUse> uses) {
    Map<UserId, Instant> seen = new TreeMap<>();
    for (KeyUse use : uses) {
      Sighting last = use.last();
      if (last != null) {
        seen.merge(use.owner(), last.at(), SqlUsage::later);
      }
    }
    try (PreparedBatch batch = handle.prepareBatch(SEE)) {
      seen.forEach((user, at) -> batch.bind("user_id", user.value()).bind("used_at", at).add());
      batch.execute();
    }
  }

  private static Instant later(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }
}
