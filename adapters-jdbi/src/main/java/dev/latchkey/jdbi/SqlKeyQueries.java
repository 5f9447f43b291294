package dev.latchkey.jdbi;

import dev.latchkey.core.key.KeyId;
import dev.latchkey.core.key.TokenName;
import dev.latchkey.core.port.KeyQueries;
import dev.latchkey.core.port.OwnedKey;
import dev.latchkey.core.user.UserId;
import dev.latchkey.core.user.Username;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jdbi.v3.core.statement.Query;
import org.jspecify.annotations.Nullable;

final class SqlKeyQueries implements KeyQueries {

  // The name as a look-up of its own, and not as a join, so that no planner begins with the users.
  private static final String SELECT =
      "SELECT "
          + ApiKeyMapper.COLUMNS
          + ", (SELECT u.username FROM users u WHERE u.id = k.user_id) AS owner_name"
          + " FROM api_keys k ";

  private static final String BY_ID = SELECT + "WHERE k.id = :id";

  // A live token holds its name, and only one key can; one that has ended by itself may still. By
  // the order of the index it is one of the first two.
  private static final String BY_NAME =
      SELECT
          + """
          WHERE k.user_id = :user_id AND k.token_name = :token_name
          ORDER BY k.holds_name DESC, k.created_at DESC
          LIMIT 2
          """;

  // The ids of keys that are gone are in the audit trail.
  private static final String USED_AMONG =
      """
      SELECT k.id FROM api_keys k WHERE k.id IN (<ids>)
      UNION ALL
      SELECT a.key_id FROM audit_entries a WHERE a.key_id IN (<ids>)
      """;

  private static final String BEHIND =
      "k.login_type = 'token' AND (k.expires_at, k.id) > (:from_end, :from_id) ";
  private static final String OF_ALL = "WHERE " + BEHIND;
  private static final String OF_OWNER = "WHERE k.user_id = :user_id AND " + BEHIND;
  private static final String UNEXPIRED = "AND k.expired_at IS NULL ";
  private static final String IN_ORDER = "ORDER BY k.expires_at, k.id LIMIT :limit";

  private static final Instant BEFORE_ALL = Instant.parse("0001-01-01T00:00:00Z");

  private final Database database;
  private final RowMapper<OwnedKey> owned;

  SqlKeyQueries(Database database) {
    this.database = database;
    owned = owned(new ApiKeyMapper(database.dialect()));
  }

  @Override
  public Optional<OwnedKey> byId(KeyId id) {
    return database.read(
        handle -> handle.createQuery(BY_ID).bind("id", id.value()).map(owned).findOne());
  }

  @Override
  public Optional<OwnedKey> byName(UserId owner, TokenName name, Instant now) {
    List<OwnedKey> first =
        database.read(
            handle ->
                handle
                    .createQuery(BY_NAME)
                    .bind("user_id", owner.value())
                    .bind("token_name", name.value())
                    .map(owned)
                    .list());
    return first.stream()
        .filter(found -> !found.key().isExpired(now))
        .findFirst()
        .or(() -> first.stream().max(Comparator.comparing(found -> found.key().createdAt())));
  }

  @Override
  public Set<KeyId> usedAmong(Collection<KeyId> ids) {
    return database.read(handle -> KeyIdLookUp.find(handle, USED_AMONG, ids));
  }

  @Override
  public List<OwnedKey> tokens(Page page) {
    UserId owner = page.owner();
    Start start = Start.of(page.liveAt(), page.after());
    return database.read(
        handle -> {
          Query query = handle.createQuery(tokensSql(owner != null, page.liveAt() != null));
          if (owner != null) {
            query.bind("user_id", owner.value());
          }
          return query
              .bind("from_end", start.end)
              .bind("from_id", start.id)
              .bind("limit", page.limit())
              .map(owned)
              .list();
        });
  }

  private static String tokensSql(boolean ofOwner, boolean liveOnly) {
    return SELECT + (ofOwner ? OF_OWNER : OF_ALL) + (liveOnly ? UNEXPIRED : "") + IN_ORDER;
  }

  /** The place in the index behind which to read. No id comes before the empty one. */
  private record Start(Instant end, String id) {

    static Start of(@Nullable Instant liveAt, @Nullable Position after) {
      Instant earliest = liveAt == null ? BEFORE_ALL : liveAt;
      return after == null || after.expiresAt().isBefore(earliest)
          ? new Start(earliest, "")
          : new Start(after.expiresAt(), after.id().value());
    }
  }

  private static RowMapper<OwnedKey> owned(ApiKeyMapper key) {
    return (row, context) -> new OwnedKey(key.map(row, context), ownerName(row));
  }

  private static Username ownerName(ResultSet row) throws SQLException {
    try {
      return new Username(row.getString("owner_name"));
    } catch (RuntimeException e) {
      throw BrokenRecord.in("users", row.getString("user_id"), e);
    }
  }
}
