package dev.latchkey.jdbi;

import dev.latchkey.core.key.AllowList;
import dev.latchkey.core.key.AllowList.Entry;
import dev.latchkey.core.key.ApiKey;
import dev.latchkey.core.key.HashedSecret;
import dev.latchkey.core.key.KeyId;
import dev.latchkey.core.key.KeyUsage;
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
import org.jspecify.annotations.Nullable;

/** Makes a key of the {@link #COLUMNS} of a row, which are the first. */
final class ApiKeyMapper implements RowMapper<ApiKey> {

  /** What to select from {@code api_keys k}, in the order in which it is read. */
  static final String COLUMNS =
      "k.id AS key_id, k.hashed_secret, k.user_id, k.token_name, k.login_type, k.scopes,"
          + " k.allow_list, k.lifetime_seconds, k.created_at AS key_created_at,"
          + " k.updated_at AS key_updated_at, k.expires_at, k.expired_at, k.last_used,"
          + " k.ip_address, k.request_count, k.refused_count";

  /** The same for RETURNING, where SQLite knows no other name of the table. */
  static final String OWN_COLUMNS = COLUMNS.replace("k.", "");

  private final Dialect dialect;

  ApiKeyMapper(Dialect dialect) {
    this.dialect = dialect;
  }

  @Override
  public ApiKey map(ResultSet row, StatementContext context) throws SQLException {
    return read(row, new ColumnReader(row, dialect));
  }

  /** The same by a reader that then stands behind the columns of the key. */
  static ApiKey read(ResultSet row, ColumnReader columns) throws SQLException {
    try {
      return read(columns);
    } catch (RuntimeException e) {
      throw BrokenRecord.in("api_keys", row.getString("key_id"), e);
    }
  }

  private static ApiKey read(ColumnReader columns) throws SQLException {
    return new ApiKey(
        new KeyId(columns.text()),
        HashedSecret.ofBytes(columns.octets()),
        UserId.of(columns.text()),
        tokenName(columns.text()),
        Words.meaning(columns.text(), LoginType::ofWireName),
        scopes(columns.text()),
        allowList(columns.text()),
        Duration.ofSeconds(columns.wholeNumber()),
        columns.instant(),
        columns.instant(),
        columns.instant(),
        columns.instantOrNull(),
        new KeyUsage(
            columns.instantOrNull(), columns.text(), columns.wholeNumber(), columns.wholeNumber()));
  }

  private static @Nullable TokenName tokenName(String text) {
    return text.isEmpty() ? null : new TokenName(text);
  }

  static List<Scope> scopes(String text) {
    return Words.split(text, Scope::new);
  }

  static AllowList allowList(String text) {
    List<Entry> entries = Words.split(text, ApiKeyMapper::entry);
    if (entries.isEmpty()) {
      // Of no entries AllowList makes one that allows everything.
      throw new IllegalArgumentException("an allow list without entries");
    }
    return AllowList.of(entries);
  }

  private static Entry entry(String word) {
    int colon = word.indexOf(':');
    return new Entry(word.substring(0, colon), word.substring(colon + 1));
  }
}
