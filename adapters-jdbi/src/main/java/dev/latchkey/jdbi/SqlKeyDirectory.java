package dev.latchkey.jdbi;

import dev.latchkey.core.key.KeyId;
import dev.latchkey.core.port.KeyDirectory;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import org.jdbi.v3.core.statement.StatementContext;

final class SqlKeyDirectory implements KeyDirectory {

  private static final String FIND =
      "SELECT "
          + ApiKeyMapper.COLUMNS
          + ", "
          + UserMapper.COLUMNS
          + " FROM api_keys k JOIN users u ON u.id = k.user_id"
          + " WHERE k.id = :id AND u.deleted_at IS NULL";

  private final Database database;

  SqlKeyDirectory(Database database) {
    this.database = database;
  }

  @Override
  public Optional<Listing> find(KeyId id) {
    return database.read(
        handle -> handle.createQuery(FIND).bind("id", id.value()).map(this::listing).findOne());
  }

  private Listing listing(ResultSet row, StatementContext context) throws SQLException {
    ColumnReader columns = new ColumnReader(row, database.dialect());
    return new Listing(ApiKeyMapper.read(row, columns), UserMapper.read(row, columns));
  }
}
