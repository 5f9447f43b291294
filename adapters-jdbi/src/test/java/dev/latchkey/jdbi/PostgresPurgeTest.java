package dev.latchkey.jdbi;

import static dev.latchkey.core.testkit.Fixtures.NOW;
import static dev.latchkey.core.testkit.Fixtures.aToken;
import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.core.authority.Caller;
import dev.latchkey.core.key.ApiKey;
import dev.latchkey.core.port.Job;
import dev.latchkey.core.port.KeyStore;
import dev.latchkey.core.testkit.Site;
import dev.latchkey.core.usecase.PurgeBatch;
import dev.latchkey.core.usecase.PurgeBatch.Ending;
import dev.latchkey.core.usecase.PurgeKeys;
import dev.latchkey.core.usecase.Retention;
import dev.latchkey.core.user.User;
import dev.latchkey.jdbi.testkit.PostgresExtension;
import dev.latchkey.jdbi.testkit.PostgresServer;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Two nodes on one database. One transaction is begun within another, of the other node's store: if
 * it waited, it would wait for ever.
 */
@ExtendWith(PostgresExtension.class)
final class PostgresPurgeTest {

  private final PostgresTestDatabase database;
  private final Site site;
  private final JdbiKeyStore other;

  PostgresPurgeTest(PostgresServer server) {
    database = PostgresTestDatabase.on(server);
    site = Site.over(database.open());
    other = database.open();
  }

  @AfterEach
  void close() {
    other.close();
    site.close();
    database.close();
  }

  @Test
  void givenANodeThatPurges_whenAnotherWantsTo_thenItGoesAwayAndMayWhenTheFirstHasEnded() {
    boolean both =
        site.store().transactor().inTransaction(work -> work.tryLock(Job.PURGE) && purges(other));

    assertThat(both).isFalse();
    assertThat(purges(other)).isTrue();
  }

  @Test
  void givenANodeThatPurges_whenAnotherPurges_thenItSaysSoAndTheKeyIsStillDue() {
    site.key(aToken(site.member("maria")).endingAt(NOW.minus(Duration.ofDays(99))).build());

    PurgeBatch batch =
        other
            .transactor()
            .inTransaction(
                work -> {
                  assertThat(work.tryLock(Job.PURGE)).isTrue();
                  return purge(site.store());
                });

    assertThat(batch).isEqualTo(new PurgeBatch(0, Ending.BUSY));
    assertThat(purge(site.store())).isEqualTo(new PurgeBatch(1, Ending.DONE));
  }

  @Test
  void givenADeadKeyThatSomebodyIsChanging_whenPurged_thenTheOthersAreAndItIsNotWaitedFor() {
    User maria = site.member("maria");
    ApiKey busy = site.key(aToken(maria).endingAt(NOW.minus(Duration.ofDays(99))).build());
    ApiKey free = site.key(aToken(maria).endingAt(NOW.minus(Duration.ofDays(98))).build());

    int purged =
        other
            .transactor()
            .inTransaction(
                work ->
                    work.keys().find(busy.id()).map(key -> purge(site.store()).purged()).orElse(0));

    assertThat(purged).isEqualTo(1);
    assertThat(site.store().keys().byId(free.id())).isEmpty();
    assertThat(site.store().keys().byId(busy.id())).isPresent();
    assertThat(purge(site.store()).purged()).isEqualTo(1);
  }

  @Test
  void givenADeadKey_whenItsEndIsMovedByHand_thenItIsNotPurged() {
    ApiKey key =
        site.key(aToken(site.member("maria")).endingAt(NOW.minus(Duration.ofDays(99))).build());
    database
        .jdbi()
        .useHandle(
            handle ->
                handle.execute(
                    "UPDATE api_keys SET expires_at = '2026-03-01T13:00:00Z' WHERE id = ?",
                    key.id().value()));

    assertThat(purge(site.store()).purged()).isZero();

    assertThat(site.store().keys().byId(key.id())).isPresent();
  }

  private static boolean purges(KeyStore store) {
    return store.transactor().inTransaction(work -> work.tryLock(Job.PURGE));
  }

  private static PurgeBatch purge(KeyStore store) {
    return new PurgeKeys(store.transactor(), Retention.DEFAULT, () -> NOW)
        .execute(Caller.system("purge"));
  }
}
