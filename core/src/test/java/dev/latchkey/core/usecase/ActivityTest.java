package dev.latchkey.core.usecase;

import static dev.latchkey.core.testkit.Fixtures.aToken;
import static dev.latchkey.core.testkit.Fixtures.operator;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.latchkey.core.Latchkey;
import dev.latchkey.core.audit.AuditAction;
import dev.latchkey.core.authority.Caller;
import dev.latchkey.core.error.StoreException;
import dev.latchkey.core.port.KeyStore;
import dev.latchkey.core.port.Transactor;
import dev.latchkey.core.port.UnitOfWork;
import dev.latchkey.core.testkit.AuditFailing;
import dev.latchkey.core.testkit.ForwardingKeyStore;
import dev.latchkey.core.testkit.InMemoryKeyStore;
import dev.latchkey.core.testkit.Site;
import dev.latchkey.core.usecase.Verification.Reason;
import dev.latchkey.core.user.User;
import java.time.Duration;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

final class ActivityTest {

  @Test
  void givenVerifications_whenCounted_thenByTheirResult() {
    try (Site site = Site.over(new InMemoryKeyStore())) {
      IssuedKey issued = site.issue(site.member("maria"), "ci");

      assertThat(site.accepts(issued)).isTrue();
      assertThat(site.accepts(issued)).isTrue();
      site.latchkey().verifyKey().execute("nonsense");
      site.latchkey().verifyKey().execute("0123456789-" + "s".repeat(22));
      site.latchkey().expireKey().execute(operator(), issued.key().id());
      assertThat(site.accepts(issued)).isFalse();

      Activity activity = site.latchkey().activity();
      assertThat(activity.valid()).isEqualTo(2);
      assertThat(activity.refused(Reason.MALFORMED)).isEqualTo(1);
      assertThat(activity.refused(Reason.UNKNOWN)).isEqualTo(1);
      assertThat(activity.refused(Reason.EXPIRED)).isEqualTo(1);
      assertThat(activity.refused(Reason.WRONG_SECRET)).isZero();
      assertThat(activity.refused(Reason.INSUFFICIENT_SCOPE)).isZero();
    }
  }

  @Test
  void givenChanges_whenCounted_thenEachThatHadAnEffect() {
    try (Site site = Site.over(new InMemoryKeyStore())) {
      Latchkey latchkey = site.latchkey();
      User maria = latchkey.createUser().execute(operator(), NewUser.member("maria"));
      IssuedKey issued = site.issue(maria, "ci");
      latchkey.expireKey().execute(operator(), issued.key().id());
      latchkey.expireKey().execute(operator(), issued.key().id());
      latchkey.deleteKey().execute(operator(), issued.key().id());

      Activity activity = latchkey.activity();
      assertThat(activity.userChanges(AuditAction.CREATE)).isEqualTo(1);
      assertThat(activity.keyChanges(AuditAction.CREATE)).isEqualTo(1);
      assertThat(activity.keyChanges(AuditAction.EXPIRE)).isEqualTo(1);
      assertThat(activity.keyChanges(AuditAction.DELETE)).isEqualTo(1);
      assertThat(activity.userChanges(AuditAction.DELETE)).isZero();
    }
  }

  @Test
  void givenAPurge_whenCounted_thenEveryKeyCounts() {
    InMemoryKeyStore store = new InMemoryKeyStore();
    try (Site site = Site.over(store);
        Latchkey purging =
            Latchkey.on(store).clock(site.clock()).retention(Duration.ofDays(1)).build()) {
      User maria = site.member("maria");
      site.key(aToken(maria).id("0000000001").build());
      site.key(aToken(maria).id("0000000002").build());
      site.clock().advance(Duration.ofDays(30));

      purging.purgeKeys().execute(Caller.system("test"));

      assertThat(purging.activity().keyChanges(AuditAction.PURGE)).isEqualTo(2);
    }
  }

  @Test
  void givenAChangeThatFails_whenCounted_thenItCountsForNothing() {
    AuditFailing store = new AuditFailing(new InMemoryKeyStore());
    try (Site site = Site.over(store)) {
      IssuedKey issued = site.issue(site.member("maria"), "ci");
      store.startFailing();

      assertThatExceptionOfType(StoreException.class)
          .isThrownBy(() -> site.latchkey().expireKey().execute(operator(), issued.key().id()));

      assertThat(site.latchkey().activity().keyChanges(AuditAction.EXPIRE)).isZero();
    }
  }

  @Test
  void givenAChangeThatTheStoreRunsAgain_whenCounted_thenItCountsOnce() {
    try (Site site = Site.over(new RunningTwice(new InMemoryKeyStore()))) {
      IssuedKey issued = site.issue(site.member("maria"), "ci");
      site.latchkey().expireKey().execute(operator(), issued.key().id());

      assertThat(site.latchkey().activity().keyChanges(AuditAction.CREATE)).isEqualTo(1);
      assertThat(site.latchkey().activity().keyChanges(AuditAction.EXPIRE)).isEqualTo(1);
    }
  }

  /** Undoes all work once, as a database does with what gets in the way of others. */
  private record RunningTwice(KeyStore store) implements ForwardingKeyStore, Transactor {

    @Override
    public Transactor transactor() {
      return this;
    }

    @Override
    public <R> R inTransaction(Function<? super UnitOfWork, ? extends R> work) {
      IllegalStateException conflict = new IllegalStateException("in the way of others");
      assertThatThrownBy(
              () ->
                  store
                      .transactor()
                      .inTransaction(
                          unitOfWork -> {
                            var unused = work.apply(unitOfWork);
                            throw conflict;
                          }))
          .isSameAs(conflict);
      return store.transactor().inTransaction(work);
    }
  }

  @Test
  void givenAChangeInALentTransaction_whenCounted_thenItCounts() {
    InMemoryKeyStore store = new InMemoryKeyStore();
    try (Site site = Site.over(store)) {
      IssuedKey issued = site.issue(site.member("maria"), "ci");

      site.latchkey().within(store).expireKey().execute(operator(), issued.key().id());

      assertThat(site.latchkey().activity().keyChanges(AuditAction.EXPIRE)).isEqualTo(1);
    }
  }
}
