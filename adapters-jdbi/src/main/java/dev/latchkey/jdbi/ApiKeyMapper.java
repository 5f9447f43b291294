package dev.latchkey.jdbi;

import dev.latchkey.core.key.AllowList;
import dev.latchkey.core.key.AllowList.Entry;
import dev.latchkey.core.key.ApiKey;
import dev.latchkey.core.key.HashedSecret;
import dev.latchkey.core.key.KeyId;
import dev.latchkey.core.key.LoginType;
import dev.latchkey.core.key.Scope;
import dev.latchkey.core.key.TokenName;
import dev.latchkey.core.user.UserId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jdbi.v3.core.statement.StatementContext;

/** Makes a key of the {@link #COLUMNS} of a row. */
final class ApiKeyMapper implements RowMapper<ApiKey> {

  /** What to select from {@code api_keys k}. */
  static final String COLUMNS =
      "k.id AS key_id, k.hashed_secret, k.user_id, k.token_name, k.login_type, k.scopes,"
          + " k.allow_list, k.lifetime_seconds, k.created_at AS key_created_at,"
          + " k.updated_at AS key_updated_at, k.expires_at, k.expired_at, k.last_used,"
          + " k.ip_address";

  /** The same for RETURNING, where SQLite knows no other name of the table. */
  static final String OWN_COLUMNS = COLUMNS.replace("k.", "");

  private final Dialect dialect;

  ApiKeyMapper(Dialect dialect) {
    this.dialect = dialect;
  }

  @Override
  public ApiKey map(ResultSet row, StatementContext context) throws SQLException {
    try {
      return read(row);
    } catch (RuntimeException e) {
      throw BrokenRecord.in("api_keys", row.getString("key_id"), e);
    }
  }

  private ApiKey read(ResultSet row) throws SQLException {
    String name = row.getString("token_name");
    return new ApiKey(
        new KeyId(row.getString("key_id")),
        HashedSecret.ofBytes(row.getBytes("hashed_secret")),
        UserId.of(row.getString("user_id")),
        name.isEmpty() ? null : new TokenName(name),
        LoginType.ofWireName(row.getString("login_type")),
        scopes(row.getString("scopes")),
        allowList(row.getString("allow_list")),
        Duration.ofSeconds(row.getLong("lifetime_seconds")),
        dialect.instant(row, "key_created_at"),
        dialect.instant(row, "key_updated_at"),
        dialect.instant(row, "expires_at"),
        dialect.instantOrNull(row, "expired_at"),
        dialect.instantOrNull(row, "last_used"),
        row.getString("ip_address"));
  }

  static List<Scope> scopes(String text) {
    return Words.split(text).stream().map(Scope::new).toList();
  }

  static AllowList allowList(String text) {
    List<String> words = Words.split(text);
    if (words.isEmpty()) {
      // Of no entries AllowList makes one that allows everything.
      throw new IllegalArgumentException("an allow list without entries");
    }
    return AllowList.of(words.stream().map(ApiKeyMapper::entry).toList());
  }

  private static Entry entry(String word) {
    int colon = word.indexOf(':');
    return new Entry(word.substring(0, colon), word.substring(colon + 1));
  }
}
