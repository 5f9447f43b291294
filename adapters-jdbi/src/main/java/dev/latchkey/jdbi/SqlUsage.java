package dev.latchkey.jdbi;

import dev.latchkey.core.key.ApiKey;
import dev.latchkey.core.port.UsagePort;
import java.util.Collection;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;

final class SqlUsage implements UsagePort {

  private static final String USE =
      """
      UPDATE api_keys
      SET last_used = :used_at,
        ip_address = CASE WHEN :ip_address = :no_address THEN ip_address ELSE :ip_address END
      WHERE id = :id AND (last_used IS NULL OR last_used < :used_at)
      """;

  private static final String EXTEND =
      """
      UPDATE api_keys
      SET expires_at = :extend_to
      WHERE id = :id AND login_type <> 'token' AND expired_at IS NULL
        AND expires_at >= :used_at AND expires_at < :extend_to
      """;

  private static final String SEE =
      """
      UPDATE users
      SET last_seen_at = :used_at
      WHERE id = :user_id AND (last_seen_at IS NULL OR last_seen_at < :used_at)
      """;

  private final Writer writer;

  SqlUsage(Writer writer) {
    this.writer = writer;
  }

  @Override
  public void store(Collection<KeyUse> uses) {
    if (uses.isEmpty()) {
      return;
    }
    writer.write(
        handle -> {
          use(handle, uses);
          extend(handle, uses);
          return see(handle, uses);
        });
  }

  private static void use(Handle handle, Collection<KeyUse> uses) {
    try (PreparedBatch batch = handle.prepareBatch(USE)) {
      for (KeyUse use : uses) {
        batch
            .bind("id", use.keyId().value())
            .bind("used_at", use.usedAt())
            .bind("ip_address", use.ipAddress())
            .bind("no_address", ApiKey.NO_ADDRESS)
            .add();
      }
      batch.execute();
    }
  }

  private static void extend(Handle handle, Collection<KeyUse> uses) {
    try (PreparedBatch batch = handle.prepareBatch(EXTEND)) {
      for (KeyUse use : uses) {
        if (use.extendTo() != null) {
          batch
              .bind("id", use.keyId().value())
              .bind("used_at", use.usedAt())
              .bind("extend_to", use.extendTo())
              .add();
        }
      }
      batch.execute();
    }
  }

  private static int see(Handle handle, Collection<KeyUse> uses) {
    try (PreparedBatch batch = handle.prepareBatch(SEE)) {
      for (KeyUse use : uses) {
        batch.bind("user_id", use.owner().value()).bind("used_at", use.usedAt()).add();
      }
      return batch.execute().length;
    }
  }
}
