package dev.latchkey.jdbi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.latchkey.core.Latchkey;
import dev.latchkey.core.audit.AuditAction;
import dev.latchkey.core.audit.ResourceType;
import dev.latchkey.core.authority.Caller;
import dev.latchkey.core.key.KeyId;
import dev.latchkey.core.key.LoginType;
import dev.latchkey.core.key.TokenName;
import dev.latchkey.core.port.AuditQueries.Filter;
import dev.latchkey.core.port.KeyQueries.Position;
import dev.latchkey.core.port.UnitOfWork;
import dev.latchkey.core.usecase.KeyRef;
import dev.latchkey.core.usecase.ListKeys.Query;
import dev.latchkey.core.usecase.NewToken;
import dev.latchkey.core.user.UserId;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/** What people do with keys, done with a table that is full of them. Not thread-safe. */
final class ScaleTable implements AutoCloseable {

  /**
   * So few that the pages with all their keys, one for each, fit into the cache of a connection.
   */
  private static final int FEW = 10;

  private static final int PAGE = 50;
  private static final int PURGED = 10;
  private static final Duration LONG_AGO = Duration.ofDays(200);
  private static final Caller OPERATOR = Caller.localOperator("root");

  private static final String DELETE = "DELETE FROM api_keys WHERE id = ?";
  private static final String RESTORE = "INSERT INTO api_keys SELECT * FROM live_keys WHERE id = ?";

  private final BulkKeys keys;
  private final Database database;
  private final JdbiKeyStore store;
  private final Latchkey latchkey;
  private final Instant now;
  private final List<KeyId> created = new ArrayList<>();
  private final List<KeyId> ended = new ArrayList<>();

  /**
   * @param keys what is in the table
   * @param now what they take for now
   */
  ScaleTable(BulkKeys keys, Database database, Instant now) {
    this.keys = keys;
    this.database = database;
    this.now = now;
    store = new JdbiKeyStore(database);
    latchkey =
        Latchkey.on(store)
            .clock(InstantSource.fixed(now))
            // Nothing is to be purged behind our back.
            .retention(Duration.ZERO)
            .build();
  }

  Database database() {
    return database;
  }

  void listLiveOfAll(int seed) {
    list(new Query(null, false, null, PAGE), PAGE);
  }

  void listAll(int seed) {
    list(new Query(null, true, null, PAGE), PAGE);
  }

  void listAllFarBehind(int seed) {
    list(new Query(null, true, farBehind(seed), PAGE), PAGE);
  }

  void listLiveOfUser(int seed) {
    list(new Query(BulkKeys.ownerOf(keys.liveNumber(seed % FEW)), false, null, PAGE), 1);
  }

  void listAllOfUser(int seed) {
    // A few users by turns: the query is measured, not how fast a page comes from the disk.
    list(new Query(BulkKeys.ownerOf(keys.liveNumber(seed % FEW)), true, null, PAGE), PAGE);
  }

  /** Half of the many keys of the hoarder lie before the page. */
  void listFarBehindOfHoarder(int seed) {
    list(new Query(BulkKeys.HOARDER, true, farBehind(seed), PAGE), PAGE);
  }

  void listLiveOfHoarder(int seed) {
    // The small table has no full page of them.
    list(new Query(BulkKeys.HOARDER, false, null, 10), 10);
  }

  private void list(Query query, int atLeast) {
    assertThat(latchkey.listKeys().execute(OPERATOR, query).keys().size())
        .isBetween(atLeast, query.pageSize());
  }

  private Position farBehind(int seed) {
    return new Position(now.minus(LONG_AGO).plusSeconds(seed), BulkKeys.id(seed));
  }

  void findById(int seed) {
    find(new KeyRef.ById(BulkKeys.id(keys.anyNumber(seed % FEW))));
  }

  void findByName(int seed) {
    int number = keys.liveNumber(seed % FEW);
    findNamed(BulkKeys.ownerOf(number), BulkKeys.nameOf(number));
  }

  void findByMuchReusedName(int seed) {
    findNamed(BulkKeys.REUSER, BulkKeys.REUSED);
  }

  private void findNamed(UserId owner, TokenName name) {
    find(new KeyRef.ByName(owner, name));
  }

  private void find(KeyRef ref) {
    assertThat(latchkey.findKey().execute(OPERATOR, ref)).isNotNull();
  }

  void verifyLive(int seed) {
    assertThat(verify(keys.liveNumber(seed % FEW))).isTrue();
  }

  void verifyDead(int seed) {
    assertThat(verify(keys.liveNumber(seed % FEW) + 2)).isFalse();
  }

  private boolean verify(int number) {
    return latchkey.verifyKey().execute(BulkKeys.token(number).reveal()).isValid();
  }

  void searchAuditByKey(int seed) {
    assertThat(audit(Filter.builder().keyId(BulkKeys.id(keys.anyNumber(seed % FEW)))))
        .isBetween(1L, 2L);
  }

  // A few of each by turns, for the same reason.
  void searchAuditByRequest(int seed) {
    UUID request = keys.requestOf(keys.anyNumber(seed % FEW));
    assertThat(audit(Filter.builder().requestId(request))).isBetween(1L, 2L);
  }

  void searchAuditByUser(int seed) {
    UserId user = BulkKeys.ownerOf(keys.liveNumber(seed % FEW));
    assertThat(audit(Filter.builder().userId(user))).isBetween(140L, 280L);
  }

  void searchAuditByTarget(int seed) {
    String target = BulkKeys.targetOf(keys.anyNumber(seed % FEW));
    assertThat(audit(Filter.builder().target(target))).isBetween(1L, 2L);
  }

  void searchAuditByActor(int seed) {
    String actor = BulkKeys.actorOf(keys.anyNumber(seed % FEW));
    assertThat(audit(Filter.builder().actor(actor))).isBetween(100L, 200L);
  }

  /** There are none, which a table that is read to its end tells too, but late. */
  void searchAuditByAction(int seed) {
    assertThat(audit(Filter.builder().action(AuditAction.PURGE))).isZero();
  }

  void searchAuditAboutUsers(int seed) {
    assertThat(audit(Filter.builder().resourceType(ResourceType.USER))).isZero();
  }

  void searchAuditByTime(int seed) {
    Instant time = BulkKeys.creationOf(keys.liveNumber(seed % FEW), now);
    assertThat(audit(Filter.builder().from(time).until(time.plusNanos(1_000)))).isBetween(1L, 2L);
  }

  private long audit(Filter.Builder filter) {
    return latchkey.searchAudit().execute(OPERATOR, filter.build(), 0, PAGE).count();
  }

  /** Issues a token of a name that very many dead ones have, and ends it. */
  void replace(int seed) {
    NewToken request = NewToken.named(BulkKeys.REUSED.value());
    KeyId id = latchkey.createKey().execute(OPERATOR, BulkKeys.REUSER, request).key().id();
    created.add(id);
    latchkey.expireKey().execute(OPERATOR, id);
  }

  /** Expires a key that no other seed below the number of the small table's live keys means. */
  void expire(int seed) {
    int live = keys.count() / BulkKeys.LIVE_EVERY;
    KeyId id = BulkKeys.id(Math.floorMod(seed * 7_919, live) * BulkKeys.LIVE_EVERY);
    ended.add(id);
    assertThat(latchkey.expireKey().execute(OPERATOR, id).result().updatedAt()).isEqualTo(now);
  }

  /** Removes the keys that ended first, of which there are very many, and takes it back. */
  void purge(int seed) {
    assertThatThrownBy(() -> store.transactor().inTransaction(this::purgeInVain))
        .isInstanceOf(TakenBack.class);
  }

  private Object purgeInVain(UnitOfWork work) {
    assertThat(work.keys().deleteEndedBefore(LoginType.TOKEN, now, PURGED)).hasSize(PURGED);
    throw new TakenBack();
  }

  private static final class TakenBack extends RuntimeException {}

  /** Undoes what was created and expired. */
  void restore() {
    database.write(
        handle -> {
          Stream.concat(created.stream(), ended.stream())
              .forEach(id -> handle.execute(DELETE, id.value()));
          ended.forEach(id -> handle.execute(RESTORE, id.value()));
          return handle;
        });
    created.clear();
    ended.clear();
  }

  @Override
  public void close() {
    latchkey.close();
  }
}
