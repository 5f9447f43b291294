package dev.latchkey.jdbi;

import dev.latchkey.core.key.KeyId;
import dev.latchkey.core.port.AuditQueries;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;
import org.jspecify.annotations.Nullable;

final class SqlAuditQueries implements AuditQueries {

  private static final String OF_KEY = " WHERE key_id = :key_id";

  private final Database database;
  private final AuditEntryMapper entry;

  SqlAuditQueries(Database database) {
    this.database = database;
    entry = new AuditEntryMapper(database.dialect());
  }

  @Override
  public AuditPage search(Filter filter, int offset, int limit) {
    KeyId keyId = filter.keyId();
    String where = keyId == null ? "" : OF_KEY;
    return database.read(
        handle ->
            new AuditPage(
                query(
                        handle,
                        "SELECT "
                            + AuditEntryMapper.COLUMNS
                            + " FROM audit_entries"
                            + where
                            + " ORDER BY seq DESC LIMIT :limit OFFSET :offset",
                        keyId)
                    .bind("limit", limit)
                    .bind("offset", offset)
                    .map(entry)
                    .list(),
                query(
                        handle,
                        "SELECT count(*) FROM (SELECT 1 FROM audit_entries"
                            + where
                            + " LIMIT "
                            + AuditPage.MAX_COUNT
                            + ") AS counted",
                        keyId)
                    .mapTo(Long.class)
                    .one()));
  }

  private static Query query(Handle handle, String sql, @Nullable KeyId keyId) {
    Query query = handle.createQuery(sql);
    return keyId == null ? query : query.bind("key_id", keyId.value());
  }
}
