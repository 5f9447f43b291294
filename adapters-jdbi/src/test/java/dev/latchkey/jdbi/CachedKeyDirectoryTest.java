package dev.latchkey.jdbi;

import static dev.latchkey.core.testkit.Fixtures.NOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.latchkey.core.error.LatchkeyException.Unavailable;
import dev.latchkey.core.key.ApiKey;
import dev.latchkey.core.key.KeyId;
import dev.latchkey.core.port.KeyDirectory;
import dev.latchkey.core.testkit.Fixtures;
import dev.latchkey.core.testkit.Race;
import dev.latchkey.core.testkit.Site;
import dev.latchkey.core.user.User;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is answered from memory, and what is not. */
final class CachedKeyDirectoryTest {

  private static final int MOST = 100;
  private static final Duration LEASE = Duration.ofMinutes(5);

  @TempDir Path folder;
  private Site site;
  private WatchedDatabase database;
  private KeyMemory memory;
  private Lease lease;
  private KeyDirectory directory;
  private User maria;

  @BeforeEach
  void open() {
    Path file = folder.resolve("keys.db");
    site = Site.over(JdbiKeyStore.sqlite(file));
    maria = site.member("maria");
    database = new WatchedDatabase(SqliteDatabase.open(file));
    memory = new KeyMemory(MOST);
    remember(Duration.ZERO);
  }

  private void remember(Duration grace) {
    lease = new Lease(LEASE, grace);
    lease.renew(System.nanoTime());
    directory = new CachedKeyDirectory(new SqlKeyDirectory(database), memory, lease);
  }

  @AfterEach
  void close() {
    database.close();
    site.close();
  }

  @Test
  void givenALiveAnExpiredAndAnUnknownKey_whenLookedUpAgain_thenNoStatementIsExecuted() {
    ApiKey live = site.key(Fixtures.aToken(maria).build());
    ApiKey expired = site.key(Fixtures.aToken(maria).expiredAt(NOW).build());
    List<KeyId> ids = List.of(live.id(), expired.id(), new KeyId("0123456789"));
    ids.forEach(directory::find);
    assertThat(database.reads).hasValue(3);

    ids.forEach(directory::find);

    assertThat(database.reads).hasValue(3);
    assertThat(directory.find(live.id()).orElseThrow().key()).isEqualTo(live);
    assertThat(directory.find(expired.id()).orElseThrow().key()).isEqualTo(expired);
    assertThat(directory.find(ids.get(2))).isEmpty();
  }

  @Test
  void givenNoLease_whenLookedUpAgain_thenTheDatabaseIsAskedForAllButTheDead() {
    ApiKey live = site.key(Fixtures.aToken(maria).build());
    ApiKey expired = site.key(Fixtures.aToken(maria).expiredAt(NOW).build());
    directory.find(live.id());
    directory.find(expired.id());
    lease.giveUp();

    directory.find(live.id());
    directory.find(expired.id());

    assertThat(database.reads).hasValue(3);
  }

  @Test
  void givenADatabaseThatIsGone_whenTheLeaseHasLapsed_thenNobodyIsAccepted() {
    ApiKey live = site.key(Fixtures.aToken(maria).build());
    directory.find(live.id());
    database.isGone = true;
    assertThat(directory.find(live.id())).isPresent();

    lease.giveUp();

    assertThatThrownBy(() -> directory.find(live.id())).isInstanceOf(Unavailable.class);
  }

  @Test
  void givenAGrace_whenTheDatabaseIsGone_thenWhatIsRememberedIsGoodForThatLongAndNoLonger() {
    remember(Duration.ofMinutes(1));
    ApiKey live = site.key(Fixtures.aToken(maria).build());
    directory.find(live.id());
    long lapsed = LEASE.toNanos() + Duration.ofSeconds(1).toNanos();
    lease.renew(System.nanoTime() - lapsed);

    database.isGone = true;
    assertThat(directory.find(live.id())).isPresent();
    assertThatThrownBy(() -> directory.find(new KeyId("0123456789")))
        .isInstanceOf(Unavailable.class);

    lease.renew(System.nanoTime() - lapsed - Duration.ofMinutes(1).toNanos());
    assertThatThrownBy(() -> directory.find(live.id())).isInstanceOf(Unavailable.class);
  }

  @Test
  void givenALookUpUnderWay_whenTheKeyIsForgottenMeanwhile_thenWhatItReadIsNotRemembered() {
    ApiKey live = site.key(Fixtures.aToken(maria).build());
    List<Runnable> forgetting =
        List.of(
            () -> memory.forget(live.id()),
            () -> memory.forget(maria.id()),
            () -> memory.forgetAll());
    for (Runnable forget : forgetting) {
      memory.forgetAll();
      database.afterRead = forget;
      assertThat(directory.find(live.id())).isPresent();
      database.afterRead = () -> {};
      int before = database.reads.get();

      directory.find(live.id());
      assertThat(database.reads).hasValue(before + 1);
    }
  }

  @Test
  void givenKeysOfAUser_whenTheUserIsForgotten_thenAllAreLookedUpAnew() {
    ApiKey one = site.key(Fixtures.aToken(maria).build());
    ApiKey two = site.key(Fixtures.aToken(maria).build());
    ApiKey foreign = site.key(Fixtures.aToken(site.member("otto")).build());
    List.of(one, two, foreign).forEach(key -> directory.find(key.id()));

    memory.forget(maria.id());

    List.of(one, two, foreign).forEach(key -> directory.find(key.id()));
    assertThat(database.reads).hasValue(5);
  }

  @Test
  void givenKeysOfAUser_whenTheUserIsDeleted_thenItIsRememberedThatThereAreNone() {
    ApiKey live = site.key(Fixtures.aToken(maria).build());
    ApiKey expired = site.key(Fixtures.aToken(maria).expiredAt(NOW).build());
    List<KeyId> ids = List.of(live.id(), expired.id());
    ids.forEach(directory::find);
    site.latchkey().deleteUser().execute(Fixtures.operator(), maria.id());
    memory.forget(maria.id());
    ids.forEach(id -> assertThat(directory.find(id)).isEmpty());
    assertThat(database.reads).hasValue(4);

    ids.forEach(id -> assertThat(directory.find(id)).isEmpty());

    assertThat(database.reads).hasValue(4);
  }

  @Test
  void givenASessionThatHasSlid_whenItsOldEndHasPassed_thenTheDatabaseIsAskedOnce() {
    ApiKey session = site.key(Fixtures.aSessionKey(maria).build());
    KeyDirectory.Listing before = directory.find(session.id()).orElseThrow();
    database.write(
        handle -> handle.execute("UPDATE api_keys SET expires_at = expires_at + 1000000"));

    KeyDirectory.Listing after = directory.findEnded(before).orElseThrow();

    assertThat(after.key().expiresAt()).isEqualTo(session.expiresAt().plusSeconds(1));
    assertThat(directory.findEnded(after)).contains(after);
    int reads = database.reads.get();
    assertThat(directory.findEnded(after)).contains(after);
    assertThat(database.reads).hasValue(reads);
  }

  @Test
  void givenASessionThatHasEnded_whenItIsGivenANewEndByHand_thenThatIsSeenSoon() {
    ApiKey session = site.key(Fixtures.aSessionKey(maria).build());
    KeyDirectory.Listing ended = directory.find(session.id()).orElseThrow();
    assertThat(directory.findEnded(ended)).contains(ended);

    database.write(
        handle -> handle.execute("UPDATE api_keys SET expires_at = expires_at + 1000000"));

    Remembering.await(
        "the new end",
        () ->
            directory
                .findEnded(ended)
                .orElseThrow()
                .key()
                .expiresAt()
                .isAfter(session.expiresAt()));
  }

  @Test
  void givenManyUnknownIds_whenTheyAreTried_thenLiveAndExpiredKeysStay() {
    ApiKey live = site.key(Fixtures.aToken(maria).build());
    ApiKey expired = site.key(Fixtures.aToken(maria).expiredAt(NOW).build());
    directory.find(live.id());
    directory.find(expired.id());
    for (int i = 0; i < 50 * MOST; i++) {
      directory.find(new KeyId(String.format(Locale.ROOT, "x%09d", i)));
    }
    int before = database.reads.get();

    directory.find(live.id());
    directory.find(expired.id());

    assertThat(database.reads).hasValue(before);
  }

  @Test
  void givenAKeyThatIsUsedAllTheTime_whenManyOthersAreUsedOnce_thenItStays() {
    ApiKey wanted = site.key(Fixtures.aToken(maria).build());
    directory.find(wanted.id());

    for (int i = 0; i < 5 * MOST; i++) {
      directory.find(site.key(Fixtures.aToken(maria).build()).id());
      for (int times = 0; times < 20; times++) {
        directory.find(wanted.id());
      }
    }

    assertThat(database.reads).hasValue(1 + 5 * MOST);
  }

  @Test
  void givenManyWhoAskAtOnce_whenTheDatabaseIsSlow_thenTheyShareStatements() {
    int askers = 64;
    List<ApiKey> keys = new ArrayList<>();
    for (int i = 0; i < askers; i++) {
      keys.add(site.key(Fixtures.aToken(maria).build()));
    }
    database.afterRead = WatchedDatabase::dawdle;

    List<Callable<KeyId>> all = new ArrayList<>();
    keys.forEach(key -> all.add(() -> directory.find(key.id()).orElseThrow().key().id()));
    List<KeyId> found = Race.between(all);

    assertThat(found).isEqualTo(keys.stream().map(ApiKey::id).toList());
    assertThat(database.reads.get()).isLessThan(askers / 4);
  }

  @Test
  void givenANodeOutOfGrace_whenItComesBackWhileALookUpFails_thenWhatItHadForgottenIsNoAnswer() {
    ApiKey key = site.key(Fixtures.aToken(maria).build());
    remember(Duration.ofMinutes(1));
    directory.find(key.id());
    lease.giveUp();
    database.isGone = true;
    database.beforeRead =
        () -> {
          memory.forgetAll();
          lease.renew(System.nanoTime());
        };

    assertThatThrownBy(() -> directory.find(key.id())).isInstanceOf(Unavailable.class);
  }
}
