package dev.latchkey.jdbi;

import dev.latchkey.core.error.LatchkeyException.NameTaken;
import dev.latchkey.core.key.ApiKey;
import dev.latchkey.core.key.KeyId;
import dev.latchkey.core.key.LoginType;
import dev.latchkey.core.key.Scope;
import dev.latchkey.core.key.TokenName;
import dev.latchkey.core.port.ApiKeyRepository;
import dev.latchkey.core.user.UserId;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

final class SqlApiKeys implements ApiKeyRepository {

  private static final String FIND =
      "SELECT " + ApiKeyMapper.COLUMNS + " FROM api_keys k WHERE k.id = :id";

  // By login type, because the index by end begins with it.
  private static final String LIVE =
      "SELECT "
          + ApiKeyMapper.COLUMNS
          + " FROM api_keys k WHERE k.user_id = :user_id AND k.login_type IN ("
          + Stream.of(LoginType.values())
              .map(type -> "'" + type.wireName() + "'")
              .collect(Collectors.joining(", "))
          + ") AND k.expires_at >= :now AND k.expired_at IS NULL";

  // As a word of its own, whatever others stand beside it, and to the letter: LIKE would take "_"
  // for any character, and case is nothing to it in SQLite.
  private static final String WITH_SCOPE =
      " AND replace(' ' || k.scopes || ' ', :word, '') != ' ' || k.scopes || ' '";

  private static final String RELEASE_NAME =
      """
      UPDATE api_keys
      SET holds_name = FALSE
      WHERE user_id = :user_id AND token_name = :token_name AND holds_name
        AND expires_at < :now
      """;

  // Of the conflicts only that over the name is expected; any other is a fault and fails.
  private static final String INSERT =
      """
      INSERT INTO api_keys (
        id, hashed_secret, user_id, token_name, login_type, scopes, allow_list, lifetime_seconds,
        created_at, updated_at, expires_at, expired_at, last_used, ip_address, holds_name)
      VALUES (
        :id, :hashed_secret, :user_id, :token_name, :login_type, :scopes, :allow_list,
        :lifetime_seconds, :created_at, :updated_at, :expires_at, :expired_at, :last_used,
        :ip_address, :holds_name)
      ON CONFLICT (user_id, token_name) WHERE holds_name DO NOTHING
      """;

  private static final String AUDITED_AMONG =
      "SELECT a.key_id AS id FROM audit_entries a WHERE a.key_id IN (<ids>)";

  private static final String EXPIRE =
      """
      UPDATE api_keys
      SET expires_at = :expires_at, expired_at = :expired_at, updated_at = :updated_at,
        holds_name = FALSE
      WHERE id = :id AND expired_at IS NULL AND expires_at >= :expired_at
      """;

  private static final String DELETE = "DELETE FROM api_keys WHERE id = :id";

  // The keys are chosen once and then removed by id. The end is looked at again: where others may
  // write at the same time, it can be another by then.
  private static final String DELETE_ENDED =
      """
      WITH ended AS MATERIALIZED (
        SELECT e.id
        FROM api_keys e
        WHERE e.login_type = :login_type AND e.expires_at < :end
        ORDER BY e.expires_at, e.id
        LIMIT :limit%s)
      DELETE FROM api_keys
      WHERE id IN (SELECT id FROM ended) AND expires_at < :end
      RETURNING %s
      """;

  private static final String COUNT_ENDED =
      """
      SELECT count(*) FROM (SELECT 1 FROM api_keys
        WHERE login_type = :login_type AND expires_at < :end LIMIT :most) AS counted
      """;

  private static final Comparator<ApiKey> BY_END =
      Comparator.comparing(ApiKey::expiresAt).thenComparing(key -> key.id().value());

  private final TransactionScope scope;
  private final Dialect dialect;
  private final Touched touched;

  SqlApiKeys(TransactionScope scope, Dialect dialect, Touched touched) {
    this.scope = scope;
    this.dialect = dialect;
    this.touched = touched;
  }

  @Override
  public Optional<ApiKey> look(KeyId id) {
    return byId(FIND, id);
  }

  @Override
  public Optional<ApiKey> find(KeyId id) {
    return byId(FIND + dialect.forUpdate("k"), id);
  }

  private Optional<ApiKey> byId(String sql, KeyId id) {
    return scope
        .handle()
        .createQuery(sql)
        .bind("id", id.value())
        .map(new ApiKeyMapper(dialect))
        .findOne();
  }

  @Override
  public List<ApiKey> live(UserId owner, Instant now) {
    return scope
        .handle()
        .createQuery(LIVE + dialect.forUpdate("k"))
        .bind("user_id", owner.value())
        .bind("now", now)
        .map(new ApiKeyMapper(dialect))
        .list();
  }

  @Override
  public List<ApiKey> live(UserId owner, Scope wanted, Instant now) {
    return scope
        .handle()
        .createQuery(LIVE + WITH_SCOPE + dialect.forUpdate("k"))
        .bind("user_id", owner.value())
        .bind("now", now)
        .bind("word", " " + wanted.name() + " ")
        .map(new ApiKeyMapper(dialect))
        .list();
  }

  @Override
  public void insert(ApiKey key, Instant now) {
    touched.add(key.id());
    boolean holdsName = key.name() != null && !key.isExpired(now);
    if (holdsName) {
      releaseName(key, now);
    }
    if (store(key, holdsName) == 0) {
      throw NameTaken.token(nameOf(key));
    }
  }

  @Override
  public Set<KeyId> auditedAmong(Collection<KeyId> ids) {
    return KeyIdLookUp.find(scope.handle(), AUDITED_AMONG, ids);
  }

  private void releaseName(ApiKey key, Instant now) {
    scope
        .handle()
        .createUpdate(RELEASE_NAME)
        .bind("user_id", key.owner().value())
        .bind("token_name", nameOf(key))
        .bind("now", now)
        .execute();
  }

  private int store(ApiKey key, boolean holdsName) {
    return scope
        .handle()
        .createUpdate(INSERT)
        .bind("id", key.id().value())
        .bind("hashed_secret", key.hashedSecret().toBytes())
        .bind("user_id", key.owner().value())
        .bind("token_name", nameOf(key))
        .bind("login_type", key.loginType().wireName())
        .bind("scopes", Words.join(key.scopes()))
        .bind("allow_list", Words.join(key.allowList().entries()))
        .bind("lifetime_seconds", key.lifetime().toSeconds())
        .bind("created_at", key.createdAt())
        .bind("updated_at", key.updatedAt())
        .bind("expires_at", key.expiresAt())
        .bindByType("expired_at", key.expiredAt(), Instant.class)
        .bindByType("last_used", key.usage().lastUsed(), Instant.class)
        .bind("ip_address", key.usage().ipAddress())
        .bind("holds_name", holdsName)
        .execute();
  }

  private static String nameOf(ApiKey key) {
    TokenName name = key.name();
    return name == null ? "" : name.value();
  }

  @Override
  public boolean expire(ApiKey expired) {
    touched.add(expired.id());
    return scope
            .handle()
            .createUpdate(EXPIRE)
            .bind("id", expired.id().value())
            .bind("expires_at", expired.expiresAt())
            .bindByType("expired_at", expired.expiredAt(), Instant.class)
            .bind("updated_at", expired.updatedAt())
            .execute()
        == 1;
  }

  @Override
  public boolean delete(KeyId id) {
    touched.add(id);
    return scope.handle().createUpdate(DELETE).bind("id", id.value()).execute() == 1;
  }

  @Override
  public List<ApiKey> deleteEndedBefore(LoginType loginType, Instant end, int limit) {
    return dialect.purging(scope.handle(), () -> deleteEnded(loginType, end, limit));
  }

  @Override
  public int countEndedBefore(LoginType loginType, Instant end, int most) {
    return scope
        .handle()
        .createQuery(COUNT_ENDED)
        .bind("login_type", loginType.wireName())
        .bind("end", end)
        .bind("most", most)
        .mapTo(Integer.class)
        .one();
  }

  private List<ApiKey> deleteEnded(LoginType loginType, Instant end, int limit) {
    return scope
        .handle()
        .createQuery(
            DELETE_ENDED.formatted(dialect.forUpdateOfFreeRows("e"), ApiKeyMapper.OWN_COLUMNS))
        .bind("login_type", loginType.wireName())
        .bind("end", end)
        .bind("limit", limit)
        .map(new ApiKeyMapper(dialect))
        .stream()
        .peek(key -> touched.add(key.id()))
        .sorted(BY_END)
        .toList();
  }
}
