package dev.latchkey.jdbi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.core.audit.AuditAction;
import dev.latchkey.core.audit.AuditEntry;
import dev.latchkey.core.audit.KeyState;
import dev.latchkey.core.key.ApiKey;
import dev.latchkey.core.key.KeyId;
import dev.latchkey.core.key.PlaintextKey;
import dev.latchkey.core.testkit.Fixtures;
import dev.latchkey.core.testkit.KeyBuilder;
import dev.latchkey.core.testkit.Site;
import dev.latchkey.core.user.User;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;

/**
 * An expire is final, however hard the key is used at that moment (G1). Every other key is a
 * session, which slides whenever its use is stored.
 */
interface ExpireRaceSuite {

  /** How many a suite has; thousands are for who has the time. */
  int ROUNDS_OF_TWO_PROCESSES = Integer.getInteger("latchkey.race.rounds", 300);

  int MAX_USES = 20;

  /** Ends long after the test, even by a {@link HurryingClock}. */
  Duration LIFETIME = Duration.ofDays(100_000);

  /** Fresh and empty for each test, the same one throughout. Whoever makes it closes it. */
  TestDatabase database();

  /** What each node remembers. */
  default VerificationCache cache() {
    return VerificationCache.OFF;
  }

  /** How often the threads of one process race. */
  default int rounds() {
    return 2_000;
  }

  /** How many sessions must have slid, or there was no race. */
  default int fewestSlides(int keys) {
    return keys / 10;
  }

  /** How often two processes race, each of which waits for the other. */
  default int roundsOfTwoProcesses() {
    return ROUNDS_OF_TWO_PROCESSES;
  }

  @Test
  @Timeout(value = 10, unit = TimeUnit.MINUTES, threadMode = ThreadMode.SEPARATE_THREAD)
  default void givenAKeyInUse_whenExpired_thenItIsNeverAcceptedAgainAndItsEndStays()
      throws InterruptedException {
    HurryingClock clock = new HurryingClock(System.currentTimeMillis());
    Map<KeyId, Instant> ends = new LinkedHashMap<>();
    try (Site site = Site.over(JdbiKeyStore.open(database().jdbcUrl(), cache()))) {
      User maria = site.member("maria");
      try (BusyNode node = new BusyNode(site.store(), cache(), clock)) {
        for (int round = 0; round < rounds(); round++) {
          PlaintextKey token = insert(site, maria, round, clock.instant());
          node.use(token.reveal(), ThreadLocalRandom.current().nextInt(MAX_USES));
          ends.put(token.id(), node.expire(token.id()));
          node.expectDead();
          assertThat(node.failures()).isEmpty();
        }
      }
      requireFinal(site, ends);
    }
  }

  @Test
  @Timeout(value = 10, unit = TimeUnit.MINUTES, threadMode = ThreadMode.SEPARATE_THREAD)
  default void givenAKeyInUseByTwoProcesses_whenOneExpiresIt_thenNeitherAcceptsItAgain()
      throws IOException, InterruptedException {
    HurryingClock clock = new HurryingClock(System.currentTimeMillis());
    Map<KeyId, Instant> ends = new LinkedHashMap<>();
    try (Site site = Site.over(JdbiKeyStore.open(database().jdbcUrl(), cache()));
        ChildProcess child = launch(clock)) {
      User maria = site.member("maria");
      child.awaitReady();
      try (BusyNode node = new BusyNode(site.store(), cache(), clock)) {
        for (int round = 0; round < roundsOfTwoProcesses(); round++) {
          PlaintextKey token = insert(site, maria, round, clock.instant());
          node.use(token.reveal(), 1);
          assertThat(child.ask(BusyChild.USE + token.reveal())).isEqualTo(BusyChild.USED);

          boolean here = round / 2 % 2 == 0;
          ends.put(token.id(), here ? node.expire(token.id()) : expire(child, token.id()));
          child.tell(BusyChild.EXPECT_DEAD);
          node.expectDead();

          assertThat(child.nextLine()).isEqualTo(BusyChild.REFUSED);
          assertThat(node.failures()).isEmpty();
        }
      }
      requireFinal(site, ends);
    }
  }

  private ChildProcess launch(HurryingClock clock) throws IOException {
    return ChildProcess.launch(
        BusyChild.class,
        List.of(),
        List.of(
            database().jdbcUrl(), Long.toString(clock.start()), Integer.toString(cache().keys())));
  }

  private static PlaintextKey insert(Site site, User owner, int round, Instant now) {
    PlaintextKey token = PlaintextKey.generate(new SecureRandom());
    KeyBuilder key = round % 2 == 0 ? Fixtures.aToken(owner) : Fixtures.aSessionKey(owner);
    site.key(key.of(token).lasting(LIFETIME).createdAt(now).build());
    return token;
  }

  private static Instant expire(ChildProcess child, KeyId id) throws IOException {
    String answer = child.ask(BusyChild.EXPIRE + id);
    assertThat(answer).startsWith(BusyChild.EXPIRED);
    return Instant.parse(answer.substring(BusyChild.EXPIRED.length()));
  }

  /** Once all is stored. Also makes sure that sessions did slide, else there was no race. */
  private void requireFinal(Site site, Map<KeyId, Instant> ends) {
    int slid = 0;
    for (Map.Entry<KeyId, Instant> end : ends.entrySet()) {
      ApiKey key = site.stored(end.getKey());
      assertThat(key.expiresAt()).isEqualTo(end.getValue());
      assertThat(key.expiredAt()).isEqualTo(end.getValue());
      List<AuditEntry> entries = site.audit(key.id());
      assertThat(entries).extracting(AuditEntry::action).containsExactly(AuditAction.EXPIRE);
      KeyState before = (KeyState) entries.get(0).oldState();
      if (before.expiresAt().isAfter(key.createdAt().plus(LIFETIME))) {
        slid++;
      }
    }
    assertThat(slid).as("sessions that had slid").isGreaterThan(fewestSlides(ends.size()));
  }
}
