package dev.latchkey.core;

import static dev.latchkey.core.testkit.Fixtures.NOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.Mockito.inOrder;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.spy;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import dev.latchkey.core.audit.AuditAction;
import dev.latchkey.core.audit.AuditEntry;
import dev.latchkey.core.authority.Caller;
import dev.latchkey.core.authority.Caller.KeyHolder;
import dev.latchkey.core.authority.Caller.Trusted;
import dev.latchkey.core.error.LatchkeyException.NotFound;
import dev.latchkey.core.key.KeyId;
import dev.latchkey.core.key.PlaintextKey;
import dev.latchkey.core.port.AuditQueries.Filter;
import dev.latchkey.core.port.KeyStore;
import dev.latchkey.core.port.UsagePort;
import dev.latchkey.core.testkit.Fixtures;
import dev.latchkey.core.testkit.InMemoryKeyStore;
import dev.latchkey.core.testkit.SettableClock;
import dev.latchkey.core.usecase.IssuedKey;
import dev.latchkey.core.usecase.KeyRef;
import dev.latchkey.core.usecase.Lifetimes;
import dev.latchkey.core.usecase.NewToken;
import dev.latchkey.core.usecase.NewUser;
import dev.latchkey.core.user.User;
import dev.latchkey.core.user.Username;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.mockito.ArgumentMatchers;
import org.mockito.InOrder;

final class LatchkeyTest {

  @Test
  void givenNothingWhereSomethingIsNeeded_whenBuilt_thenItIsNamed() {
    Latchkey.Builder builder = Latchkey.on(new InMemoryKeyStore());

    assertMisuse(() -> Latchkey.on(null), "store is null");
    assertMisuse(() -> builder.clock(null), "clock is null");
    assertMisuse(() -> builder.lifetimes(null), "lifetimes is null");
    assertMisuse(() -> builder.retention(null), "retention is null");
    assertMisuse(() -> builder.scopes(null), "scopes is null");
    try (Latchkey latchkey = builder.build()) {
      assertMisuse(() -> latchkey.within(null), "lent is null");
    }
  }

  @Test
  void givenALentStore_whenUsed_thenTheChangesAreInItAndTheSettingsAreTheSame() {
    InMemoryKeyStore own = new InMemoryKeyStore();
    InMemoryKeyStore lent = new InMemoryKeyStore();
    Lifetimes aDay = new Lifetimes(Duration.ofDays(1), Duration.ofDays(1), Duration.ofDays(1));
    try (Latchkey latchkey =
        Latchkey.on(own).clock(SettableClock.at(NOW)).lifetimes(aDay).build()) {
      Latchkey within = latchkey.within(lent);
      Caller host = Caller.system("host");

      User maria = within.createUser().execute(host, NewUser.member("maria"));
      IssuedKey issued = within.createKey().execute(host, maria.id(), NewToken.named("ci"));

      assertThat(issued.key().expiresAt()).isEqualTo(NOW.plus(Duration.ofDays(1)));
      assertThat(within.lifetimes()).isEqualTo(aDay);
      assertThat(lent.audit().search(Filter.ALL, 0, 10).count()).isEqualTo(2);
      assertThat(own.users().anyExists()).isFalse();
    }
  }

  @Test
  void givenALentStore_whenClosed_thenNothingIsClosedAndTheUseOfItsKeysGoesToTheOwnStore() {
    InMemoryKeyStore own = new InMemoryKeyStore();
    KeyStore lent = spy(new InMemoryKeyStore());
    Latchkey latchkey = Latchkey.on(own).build();
    String token =
        latchkey
            .createFirstUser()
            .execute(Caller.system("host"), new Username("admin"))
            .orElseThrow()
            .plaintext()
            .reveal();
    KeyId id = new KeyId(token.substring(0, KeyId.LENGTH));
    when(lent.directory()).thenReturn(own.directory());

    Latchkey within = latchkey.within(lent);
    assertThat(within.verifyKey().execute(token).isValid()).isTrue();
    within.close();

    verify(lent, never()).close();
    verify(lent, never()).usage();
    assertThat(own.keys().byId(id).orElseThrow().key().usage().lastUsed()).isNull();
    latchkey.close();
    assertThat(own.keys().byId(id).orElseThrow().key().usage().lastUsed()).isNotNull();
  }

  @Test
  void givenALentStore_whenAnAttemptInItIsDenied_thenTheEntryIsInTheOwnStoreWhateverTheHostDoes() {
    InMemoryKeyStore own = new InMemoryKeyStore();
    InMemoryKeyStore lent = new InMemoryKeyStore();
    KeyHolder otto = Fixtures.holder(Fixtures.member("otto"));
    Latchkey latchkey = Latchkey.on(own).build();
    Latchkey within = latchkey.within(lent);
    User maria = within.createUser().execute(Caller.system("host"), NewUser.member("maria"));
    KeyId id =
        within
            .createKey()
            .execute(Caller.system("host"), maria.id(), NewToken.named("ci"))
            .key()
            .id();

    assertThatThrownBy(() -> within.expireKey().execute(otto, id)).isInstanceOf(NotFound.class);
    latchkey.close();

    assertThat(own.audit().search(Filter.ALL, 0, 10).entries())
        .singleElement()
        .satisfies(
            entry -> {
              assertThat(entry.denied()).isTrue();
              assertThat(entry.target()).isEqualTo("ci");
            });
    assertThat(lent.audit().search(Filter.ALL, 0, 10).count()).isEqualTo(2);
    assertThat(latchkey.activity().keyChanges(AuditAction.EXPIRE)).isZero();
  }

  @Test
  void givenAnEmbedder_whenTheyIssueVerifyAndExpireAKey_thenItLivesAndDies() {
    try (Latchkey latchkey = Latchkey.on(new InMemoryKeyStore()).build()) {
      Caller host = Caller.system("my-product");
      User maria = latchkey.createUser().execute(host, NewUser.member("maria"));
      IssuedKey issued = latchkey.createKey().execute(host, maria.id(), NewToken.named("ci"));
      String token = issued.plaintext().reveal();
      assertThat(latchkey.verifyKey().execute(token).isValid()).isTrue();

      latchkey.expireKey().execute(host, issued.key().id());

      assertThat(latchkey.verifyKey().execute(token).isValid()).isFalse();
    }
  }

  @Test
  void givenAFineClockAndOtherLifetimes_whenAKeyIsMade_thenBothAreHeldTo() {
    Lifetimes aDay = new Lifetimes(Duration.ofDays(1), Duration.ofDays(1), Duration.ofDays(1));
    try (Latchkey latchkey =
        Latchkey.on(new InMemoryKeyStore())
            .clock(SettableClock.at(NOW.plusNanos(999)))
            .lifetimes(aDay)
            .build()) {
      Caller host = Caller.system("host");
      User maria = latchkey.createUser().execute(host, NewUser.member("maria"));

      Instant end =
          latchkey.createKey().execute(host, maria.id(), NewToken.named("ci")).key().expiresAt();

      assertThat(latchkey.lifetimes()).isEqualTo(aDay);
      assertThat(end).isEqualTo(NOW.plus(Duration.ofDays(1)));
    }
  }

  @Test
  void givenARetention_whenKeysEndedLongerAgo_thenTheyCanBePurgedAndByDefaultAfterNinetyDays() {
    assertThat(purgedAfter(Duration.ofDays(89), null)).isZero();
    assertThat(purgedAfter(Duration.ofDays(91), null)).isEqualTo(1);
    assertThat(purgedAfter(Duration.ofSeconds(59), Duration.ofMinutes(1))).isZero();
    assertThat(purgedAfter(Duration.ofSeconds(61), Duration.ofMinutes(1))).isEqualTo(1);
    assertThat(purgedAfter(Duration.ofDays(36_525), Duration.ZERO)).isZero();
  }

  private static int purgedAfter(Duration wait, @Nullable Duration retention) {
    SettableClock clock = SettableClock.at(NOW);
    Latchkey.Builder builder = Latchkey.on(new InMemoryKeyStore()).clock(clock);
    try (Latchkey latchkey = (retention == null ? builder : builder.retention(retention)).build()) {
      Trusted host = Caller.system("host");
      User maria = latchkey.createUser().execute(host, NewUser.member("maria"));
      IssuedKey issued = latchkey.createKey().execute(host, maria.id(), NewToken.named("ci"));
      latchkey.expireKey().execute(host, issued.key().id());
      clock.advance(wait);
      return latchkey.purgeKeys().execute(host).purged();
    }
  }

  @Test
  void givenARetentionThatCannotBe_whenBuilt_thenItIsRefused() {
    Latchkey.Builder builder = Latchkey.on(new InMemoryKeyStore());

    assertThatIllegalArgumentException()
        .isThrownBy(() -> builder.retention(Duration.ofDays(-1)))
        .withMessage("retention: PT-24H (expected: 0, or 1 second to 292 years)");
  }

  @Test
  void givenAKeyThatWasUsed_whenClosed_thenTheUseIsStoredBeforeTheStoreIsClosed() {
    InMemoryKeyStore memory = new InMemoryKeyStore();
    KeyStore store = mock(KeyStore.class);
    UsagePort usage = mock(UsagePort.class);
    when(store.transactor()).thenReturn(memory);
    when(store.users()).thenReturn(memory.users());
    when(store.directory()).thenReturn(memory.directory());
    when(store.usage()).thenReturn(usage);
    Latchkey latchkey = Latchkey.on(store).build();
    IssuedKey issued =
        latchkey
            .createFirstUser()
            .execute(Caller.system("host"), new Username("admin"))
            .orElseThrow();
    latchkey.verifyKey().execute(issued.plaintext().reveal());

    latchkey.close();

    InOrder order = inOrder(usage, store);
    order
        .verify(usage)
        .store(ArgumentMatchers.argThat(uses -> uses.size() == 1), ArgumentMatchers.any());
    order.verify(store).close();
  }

  @Test
  void givenAKey_whenAnythingAboutItIsPrinted_thenTheSecretDoesNotShow() {
    InMemoryKeyStore store = new InMemoryKeyStore();
    try (Latchkey latchkey = Latchkey.on(store).build()) {
      Caller host = Caller.system("host");
      User maria = latchkey.createUser().execute(host, NewUser.member("maria"));
      IssuedKey issued = latchkey.createKey().execute(host, maria.id(), NewToken.named("ci"));
      String token = issued.plaintext().reveal();
      String secret = token.substring(token.indexOf('-') + 1);
      latchkey.expireKey().execute(host, issued.key().id());
      List<AuditEntry> trail = store.audit().search(Filter.ALL, 0, 10).entries();

      assertThat(trail).hasSize(3);
      assertThat(
              List.of(
                  trail.toString(),
                  issued.toString(),
                  latchkey.verifyKey().execute(token).toString(),
                  PlaintextKey.parse(token).toString(),
                  new KeyRef.ByToken(issued.plaintext()).toString()))
          .allSatisfy(text -> assertThat(text).doesNotContain(secret));
    }
  }

  private static void assertMisuse(Runnable use, String message) {
    assertThatThrownBy(use::run).isInstanceOf(NullPointerException.class).hasMessage(message);
  }
}
