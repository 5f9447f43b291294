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

  private static final RowMapper<Listing> LISTING = listing(new ApiKeyMapper(), new UserMapper());

  private final Reader reader;

  SqlKeyDirectory(Reader reader) {
    this.reader = reader;
  }

  @Override
  public Optional<Listing> find(KeyId id) {
    return reader.read(
        handle -> handle.createQuery(FIND).bind("id", id.value()).map(LISTING).findOne());
  }

  private static RowMapper<Listing> listing(ApiKeyMapper key, UserMapper user) {
    return (row, context) -> new Listing(key.map(row, context), user.map(row, context));
  }
}
