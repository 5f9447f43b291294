package dev.latchkey.core.testkit;

import static dev.latchkey.core.testkit.Fixtures.aToken;
import static dev.latchkey.core.testkit.Fixtures.holder;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.latchkey.core.audit.AuditAction;
import dev.latchkey.core.audit.AuditEntry;
import dev.latchkey.core.authority.Caller;
import dev.latchkey.core.authority.Caller.KeyHolder;
import dev.latchkey.core.error.LatchkeyException.NotFound;
import dev.latchkey.core.key.AllowList;
import dev.latchkey.core.key.ApiKey;
import dev.latchkey.core.key.KeyId;
import dev.latchkey.core.usecase.DeniedAttempts;
import dev.latchkey.core.user.User;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/** What {@link DeniedAttempts} leaves behind in every store. */
public interface DeniedAttemptsContract extends StoreContract {

  @Test
  default void givenAKeyOfSomebodyElse_whenExpiredAndDeleted_thenBothAttemptsAreInTheTrail() {
    try (Site site = Site.over(store())) {
      ApiKey key = site.issue(site.member("maria"), "ci").key();
      KeyHolder otto = site.as(site.member("otto"));

      assertDenied(() -> site.latchkey().expireKey().execute(otto, key.id()));
      assertDenied(() -> site.latchkey().deleteKey().execute(otto, key.id()));

      List<AuditEntry> denied = awaitDenied(site, 2);
      assertThat(denied)
          .map(AuditEntry::action)
          .containsExactlyInAnyOrder(AuditAction.EXPIRE, AuditAction.DELETE);
      assertThat(denied)
          .allSatisfy(
              entry -> {
                assertThat(entry.keyId()).isEqualTo(key.id());
                assertThat(entry.userId()).isEqualTo(key.owner());
                assertThat(entry.target()).isEqualTo("ci");
                assertThat(entry.actor()).isEqualTo(otto.actor());
                assertThat(entry.request()).isEqualTo(otto.request());
                assertThat(entry.time()).isEqualTo(site.clock().instant());
                assertThat(entry.oldState()).isNull();
                assertThat(entry.newState()).isNull();
                assertThat(entry.reason()).endsWith("is not permitted by the roles of the caller");
              });
      assertThat(site.stored(key.id())).usingRecursiveComparison().isEqualTo(key);
    }
  }

  @Test
  default void givenAKeyThatMayNotDoIt_whenItTriesOnItsOwnersKeys_thenTheTrailSaysWhatForbidsIt() {
    try (Site site = Site.over(store())) {
      User maria = site.member("maria");
      KeyId id = site.issue(maria, "ci").key().id();
      AllowList nothing =
          AllowList.of(List.of(AllowList.Entry.parse("user:*", Set.of("user", "api_key"))));
      Caller reader = holder(maria, aToken(maria).scopes("api_key:read").build());
      Caller limited = holder(maria, aToken(maria).allowing(nothing).build());

      assertDenied(() -> site.latchkey().expireKey().execute(reader, id));
      assertDenied(() -> site.latchkey().deleteKey().execute(limited, id));

      assertThat(awaitDenied(site, 2))
          .map(AuditEntry::reason)
          .containsExactlyInAnyOrder(
              "api_key:update is not permitted by the scopes of the caller's key",
              "api_key:delete is not permitted by the allow list of the caller's key");
    }
  }

  @Test
  default void givenNoSuchKeyOrTheSameAttemptAgain_whenTried_thenOneEntryIsEnough() {
    try (Site site = Site.over(store())) {
      KeyId id = site.issue(site.member("maria"), "ci").key().id();
      Caller otto = site.as(site.member("otto"));

      assertDenied(() -> site.latchkey().expireKey().execute(otto, new KeyId("0123456789")));
      site.latchkey()
          .refuseChange()
          .execute(otto, new KeyId("0123456789"), AuditAction.DELETE, "no reason");
      for (int i = 0; i < 20; i++) {
        assertDenied(() -> site.latchkey().expireKey().execute(otto, id));
      }
      site.latchkey().refuseChange().execute(otto, id, AuditAction.DELETE, "unknown path");

      assertThat(awaitDenied(site, 2))
          .map(AuditEntry::reason)
          .containsExactlyInAnyOrder(
              "unknown path", "api_key:read is not permitted by the roles of the caller");
    }
  }

  @Test
  default void givenATrailThatCannotBeWritten_whenAnAttemptIsDenied_thenTheAnswerIsTheSame() {
    AuditFailing store = new AuditFailing(store());
    try (Site site = Site.over(store)) {
      ApiKey key = site.issue(site.member("maria"), "ci").key();
      Caller otto = site.as(site.member("otto"));
      store.startFailing();

      assertDenied(() -> site.latchkey().expireKey().execute(otto, key.id()));

      assertThat(site.stored(key.id())).usingRecursiveComparison().isEqualTo(key);
    }
  }

  private static void assertDenied(Runnable attempt) {
    assertThatThrownBy(attempt::run)
        .isInstanceOf(NotFound.class)
        .hasMessage(new NotFound().getMessage());
  }

  /** The denied attempts in the trail, once there are as many. */
  private static List<AuditEntry> awaitDenied(Site site, int count) {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
    while (true) {
      List<AuditEntry> denied = site.audit().stream().filter(AuditEntry::denied).toList();
      if (denied.size() >= count || System.nanoTime() > deadline) {
        assertThat(denied).hasSize(count);
        return denied;
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
    }
  }
}
