package dev.latchkey.jdbi;

import dev.latchkey.core.key.KeyId;
import dev.latchkey.core.port.KeyDirectory;
import java.util.Optional;
import org.jdbi.v3.core.mapper.RowMapper;

final class SqlKeyDirectory implements KeyDirectory {

  private static final String FIND =
      "SELECT "
          + ApiKeyMapper.COLUMNS
          + ", "
          + UserMapper.COLUMNS
          + " FROM api_keys k JOIN users u ON u.id = k.user_id"
          + " WHERE k.id = :id AND u.deleted_at IS NULL";

  private final Database database;
  private final RowMapper<Listing> listing;

  SqlKeyDirectory(Database database) {
    this.database = database;
    listing = listing(new ApiKeyMapper(database.dialect()), new UserMapper(database.dialect()));
  }

  @Override
  public Optional<Listing> find(KeyId id) {
    return database.read(
        handle -> handle.createQuery(FIND).bind("id", id.value()).map(listing).findOne());
  }

  private static RowMapper<Listing> listing(ApiKeyMapper key, UserMapper user) {
    return (row, context) -> new Listing(key.map(row, context), user.map(row, context));
  }
}
