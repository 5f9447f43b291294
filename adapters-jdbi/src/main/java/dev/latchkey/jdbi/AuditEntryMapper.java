package dev.latchkey.jdbi;

import dev.latchkey.core.audit.Actor;
import dev.latchkey.core.audit.Actor.LocalOperator;
import dev.latchkey.core.audit.Actor.SystemActor;
import dev.latchkey.core.audit.Actor.UserActor;
import dev.latchkey.core.audit.AuditAction;
import dev.latchkey.core.audit.AuditEntry;
import dev.latchkey.core.audit.RequestInfo;
import dev.latchkey.core.key.KeyId;
import dev.latchkey.core.user.UserId;
import dev.latchkey.core.user.Username;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.UUID;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jdbi.v3.core.statement.StatementContext;
import org.jspecify.annotations.Nullable;

/** Makes an entry of the {@link #COLUMNS} of a row. */
final class AuditEntryMapper implements RowMapper<AuditEntry> {

  static final String USER = "user";
  static final String OPERATOR = "operator";
  static final String SYSTEM = "system";

  /** What to select from {@code audit_entries}. */
  static final String COLUMNS =
      "id, time, action, key_id, user_id, target, actor_type, actor_name, actor_user_id,"
          + " actor_key_id, actor_operator, request_id, ip_address, user_agent, denied, reason, "
          + AuditStates.COLUMNS;

  private final Dialect dialect;

  AuditEntryMapper(Dialect dialect) {
    this.dialect = dialect;
  }

  @Override
  public AuditEntry map(ResultSet row, StatementContext context) throws SQLException {
    try {
      return read(row);
    } catch (RuntimeException e) {
      throw BrokenRecord.in("audit_entries", row.getString("id"), e);
    }
  }

  private AuditEntry read(ResultSet row) throws SQLException {
    String keyId = row.getString("key_id");
    boolean ofKey = keyId != null;
    return new AuditEntry(
        UUID.fromString(row.getString("id")),
        dialect.instant(row, row.findColumn("time")),
        Words.meaning(row.getString("action"), AuditAction::ofWireName),
        ofKey ? new KeyId(keyId) : null,
        UserId.of(row.getString("user_id")),
        row.getString("target"),
        actor(row),
        new RequestInfo(
            UUID.fromString(row.getString("request_id")),
            row.getString("ip_address"),
            row.getString("user_agent")),
        AuditStates.readOld(row, ofKey),
        AuditStates.readNew(row, ofKey),
        row.getBoolean("denied"),
        row.getString("reason"));
  }

  private static @Nullable KeyId keyId(@Nullable String text) {
    return text == null ? null : new KeyId(text);
  }

  private static Actor actor(ResultSet row) throws SQLException {
    String name = row.getString("actor_name");
    String type = row.getString("actor_type");
    return switch (type) {
      case USER ->
          new UserActor(
              UserId.of(row.getString("actor_user_id")),
              new Username(name),
              keyId(row.getString("actor_key_id")),
              row.getString("actor_operator"));
      case OPERATOR -> new LocalOperator(name);
      case SYSTEM -> new SystemActor(name);
      default -> throw new IllegalArgumentException("unknown actor: " + type);
    };
  }
}
