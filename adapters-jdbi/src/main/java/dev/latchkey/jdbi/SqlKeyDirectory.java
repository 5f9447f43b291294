package dev.latchkey.jdbi;

import dev.latchkey.core.key.KeyId;
import dev.latchkey.core.port.KeyDirectory;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.statement.DefinedAttributeTemplateEngine;
import org.jdbi.v3.core.statement.StatementContext;

final class SqlKeyDirectory implements KeyDirectory {

  private static final String LISTINGS =
      "SELECT "
          + ApiKeyMapper.COLUMNS
          + ", "
          + UserMapper.COLUMNS
          + ", %s AS is_standby"
          + " FROM api_keys k JOIN users u ON u.id = k.user_id WHERE u.deleted_at IS NULL";

  private final Database database;
  private final String find;
  private final String findAll;

  SqlKeyDirectory(Database database) {
    this.database = database;
    String listings = LISTINGS.formatted(database.dialect().isStandby());
    find = listings + " AND k.id = :id";
    findAll = listings + " AND k.id IN (<ids>)";
  }

  @Override
  public Optional<Listing> find(KeyId id) {
    return database.read(
        handle -> handle.createQuery(find).bind("id", id.value()).map(this::listing).findOne());
  }

  /** Those keys that there are, in one statement. */
  Map<KeyId, Listing> findAll(Set<KeyId> ids) {
    if (ids.size() == 1) {
      KeyId id = ids.iterator().next();
      return find(id).map(listing -> Map.of(id, listing)).orElse(Map.of());
    }
    Map<KeyId, Listing> found = new HashMap<>();
    database.read(
        handle -> {
          handle
              .createQuery(findAll)
              // Writes as many question marks as there are ids.
              .setTemplateEngine(new DefinedAttributeTemplateEngine())
              .bindList("ids", padded(ids))
              .map(this::listing)
              .forEach(listing -> found.put(listing.key().id(), listing));
          return found;
        });
    return found;
  }

  // To a power of two, so that there are few statements for the database to prepare.
  private static List<String> padded(Set<KeyId> ids) {
    List<String> values = new ArrayList<>(ids.stream().map(KeyId::value).toList());
    int size = Integer.highestOneBit(values.size() - 1) * 2;
    values.addAll(Collections.nCopies(size - values.size(), values.get(0)));
    return values;
  }

  private Listing listing(ResultSet row, StatementContext context) throws SQLException {
    ColumnReader columns = new ColumnReader(row, database.dialect());
    Listing listing = new Listing(ApiKeyMapper.read(row, columns), UserMapper.read(row, columns));
    if (columns.truth()) {
      // It may not have heard of an expire for as long as it likes, and no lease bounds that.
      throw PostgresSchema.standby();
    }
    return listing;
  }
}
