package dev.latchkey.jdbi;

import dev.latchkey.core.port.AuditQueries;

final class SqlAuditQueries implements AuditQueries {

  private static final String SELECT = "SELECT " + AuditEntryMapper.COLUMNS + " FROM audit_entries";

  private static final String PAGE = " LIMIT :limit OFFSET :offset";

  private static final String COUNT = "SELECT count(*) FROM (SELECT 1 FROM audit_entries";

  private static final String ENOUGH = " LIMIT " + AuditPage.MAX_COUNT + ") AS counted";

  private final Database database;
  private final AuditEntryMapper entry;

  SqlAuditQueries(Database database) {
    this.database = database;
    entry = new AuditEntryMapper(database.dialect());
  }

  @Override
  public AuditPage search(Filter filter, int offset, int limit) {
    AuditConditions conditions = AuditConditions.of(filter);
    return database.read(
        handle ->
            new AuditPage(
                handle
                    .createQuery(SELECT + conditions.where() + conditions.order() + PAGE)
                    .bindMap(conditions.values())
                    .bind("limit", limit)
                    .bind("offset", offset)
                    .map(entry)
                    .list(),
                handle
                    .createQuery(COUNT + conditions.where() + ENOUGH)
                    .bindMap(conditions.values())
                    .mapTo(Long.class)
                    .one()));
  }
}
