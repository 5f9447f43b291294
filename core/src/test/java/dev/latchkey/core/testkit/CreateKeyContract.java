package dev.latchkey.core.testkit;

import static dev.latchkey.core.testkit.Fixtures.NOW;
import static dev.latchkey.core.testkit.Fixtures.aRequest;
import static dev.latchkey.core.testkit.Fixtures.aToken;
import static dev.latchkey.core.testkit.Fixtures.holder;
import static dev.latchkey.core.testkit.Fixtures.member;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.latchkey.core.audit.AuditAction;
import dev.latchkey.core.audit.AuditEntry;
import dev.latchkey.core.audit.KeyState;
import dev.latchkey.core.authority.Caller;
import dev.latchkey.core.authority.Caller.KeyHolder;
import dev.latchkey.core.error.LatchkeyException.Forbidden;
import dev.latchkey.core.error.LatchkeyException.Invalid;
import dev.latchkey.core.error.LatchkeyException.NameTaken;
import dev.latchkey.core.error.LatchkeyException.NotFound;
import dev.latchkey.core.error.StoreException;
import dev.latchkey.core.error.Violation;
import dev.latchkey.core.key.ApiKey;
import dev.latchkey.core.key.LoginType;
import dev.latchkey.core.key.Scope;
import dev.latchkey.core.key.TokenName;
import dev.latchkey.core.port.KeyQueries.Page;
import dev.latchkey.core.usecase.CreateKey;
import dev.latchkey.core.usecase.IssuedKey;
import dev.latchkey.core.usecase.NewSessionKey;
import dev.latchkey.core.usecase.NewToken;
import dev.latchkey.core.user.Role;
import dev.latchkey.core.user.User;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;

/** What {@link CreateKey} does over every store. */
public interface CreateKeyContract extends StoreContract {

  /** The longest and the standard lifetime of a site owner's keys, and the standard of others. */
  Duration WEEK = Duration.ofDays(7);

  @Test
  default void givenAMember_whenTheyMakeAToken_thenItIsGoodAndStoredWithEveryDefault() {
    try (Site site = Site.over(store())) {
      User maria = site.member("maria");

      IssuedKey issued = site.issue(maria, "ci");

      assertThat(site.accepts(issued)).isTrue();
      ApiKey stored = site.stored(issued.key().id());
      assertThat(stored).usingRecursiveComparison().isEqualTo(issued.key());
      assertThat(stored.id()).isEqualTo(issued.plaintext().id());
      assertThat(stored.owner()).isEqualTo(maria.id());
      assertThat(stored.name()).isEqualTo(new TokenName("ci"));
      assertThat(stored.loginType()).isEqualTo(LoginType.TOKEN);
      assertThat(stored.scopes()).containsExactly(Scope.ALL);
      assertThat(stored.allowList().isEverything()).isTrue();
      assertThat(stored.lifetime()).isEqualTo(WEEK);
      assertThat(stored.createdAt()).isEqualTo(NOW);
      assertThat(stored.updatedAt()).isEqualTo(NOW);
      assertThat(stored.expiresAt()).isEqualTo(NOW.plus(WEEK));
      assertThat(stored.expiredAt()).isNull();
      assertThat(stored.usage().ipAddress()).isEqualTo("0.0.0.0");
    }
  }

  @Test
  default void givenAMember_whenTheyMakeAToken_thenTheAuditTrailSaysSo() {
    try (Site site = Site.over(store())) {
      User maria = site.member("maria");
      Caller caller = site.as(maria);

      IssuedKey issued =
          site.latchkey().createKey().execute(caller, maria.id(), NewToken.named("ci"));

      assertThat(site.audit()).hasSize(1);
      AuditEntry entry = site.audit().get(0);
      assertThat(entry.action()).isEqualTo(AuditAction.CREATE);
      assertThat(entry.keyId()).isEqualTo(issued.key().id());
      assertThat(entry.userId()).isEqualTo(maria.id());
      assertThat(entry.target()).isEqualTo("ci");
      assertThat(entry.actor()).isEqualTo(caller.actor());
      assertThat(entry.request()).isEqualTo(caller.request());
      assertThat(entry.time()).isEqualTo(NOW);
      assertThat(entry.oldState()).isNull();
      assertThat(entry.newState()).isEqualTo(KeyState.of(issued.key()));
    }
  }

  @Test
  default void givenARequestWithEverything_whenATokenIsMade_thenItIsAsAskedForAndNormalised() {
    try (Site site = Site.over(store())) {
      User maria = site.member("maria");
      String uuid = "f47ac10b-58cc-4372-a567-0e02b2c3d479";

      ApiKey key =
          site.latchkey()
              .createKey()
              .execute(
                  site.as(maria),
                  maria.id(),
                  new NewToken(
                      "ci",
                      Duration.ofDays(36_525),
                      List.of("workspace:read", "application_connect", "workspace:read"),
                      List.of("workspace:" + uuid, "user:*", "workspace:*")))
              .key();

      assertThat(key.scopes())
          .map(Scope::name)
          .containsExactly("coder:application_connect", "workspace:read");
      assertThat(key.allowList()).hasToString("[user:*, workspace:*]");
      assertThat(key.expiresAt()).isEqualTo(NOW.plus(Duration.ofDays(36_525)));
      assertThat(site.stored(key.id())).usingRecursiveComparison().isEqualTo(key);
    }
  }

  @Test
  default void givenAMember_whenTheyLogIn_thenTheyGetASessionKeyBoundToTheirAddress() {
    try (Site site = Site.over(store())) {
      User maria = site.member("maria");

      IssuedKey issued =
          site.latchkey().createKey().execute(site.as(maria), maria.id(), new NewSessionKey());

      ApiKey stored = site.stored(issued.key().id());
      assertThat(stored.loginType()).isEqualTo(LoginType.PASSWORD);
      assertThat(stored.name()).isNull();
      assertThat(stored.usage().ipAddress()).isEqualTo(aRequest().ipAddress());
      assertThat(stored.lifetime()).isEqualTo(WEEK);
      assertThat(site.accepts(issued)).isTrue();
      assertThat(site.audit(stored.id())).singleElement().returns("", AuditEntry::target);
    }
  }

  @Test
  default void givenNoName_whenTokensAreMade_thenEachGetsOne() {
    try (Site site = Site.over(store())) {
      User maria = site.member("maria");
      NewToken nameless = new NewToken("", null, List.of(), List.of());

      for (int i = 0; i < 5; i++) {
        ApiKey key =
            site.latchkey().createKey().execute(site.as(maria), maria.id(), nameless).key();
        assertThat(String.valueOf(key.name())).matches("[a-z]+_[a-z]+[0-9]");
      }
      assertThat(site.store().keys().tokens(new Page(maria.id(), NOW, null, 10))).hasSize(5);
    }
  }

  @Test
  default void givenARequestThatBreaksEveryRule_whenMade_thenAllAreToldAtOnceAndNothingIsMade() {
    try (Site site = Site.over(store())) {
      User root = site.siteOwner("root");
      NewToken request =
          new NewToken(
              " ci",
              WEEK.plusNanos(1),
              List.of("user.*", "debug_info:read"),
              List.of("workspace", "pony:*"));

      assertThatThrownBy(
              () -> site.latchkey().createKey().execute(site.as(root), root.id(), request))
          .isInstanceOfSatisfying(
              Invalid.class,
              invalid ->
                  assertThat(invalid.violations())
                      .containsExactly(
                          Violation.unreadable(
                              "allow_list",
                              "invalid allow_list entry \"workspace\": want <type>:<id>"),
                          Violation.unreadable("allow_list", "unknown resource type \"pony\""),
                          new Violation(
                              "scopes", "invalid or unsupported API key scope: \"user.*\""),
                          new Violation(
                              "scopes",
                              "invalid or unsupported API key scope: \"debug_info:read\""),
                          new Violation("token_name", "must not begin or end with a space"),
                          new Violation("lifetime", "lifetime must be less than 168h0m0s")));

      assertThat(site.audit()).isEmpty();
    }
  }

  @Test
  default void givenASiteOwner_whenTheyMakeATokenForAMember_thenTheMembersMaximumCounts() {
    try (Site site = Site.over(store())) {
      User root = site.siteOwner("root");
      User maria = site.member("maria");
      NewToken aYear = NewToken.named("ci").lasting(Duration.ofDays(365));

      ApiKey key = site.latchkey().createKey().execute(site.as(root), maria.id(), aYear).key();

      assertThat(key.owner()).isEqualTo(maria.id());
      assertThat(key.lifetime()).isEqualTo(Duration.ofDays(365));
      assertThatThrownBy(() -> site.latchkey().createKey().execute(site.as(root), root.id(), aYear))
          .isInstanceOf(Invalid.class)
          .hasMessage("lifetime: lifetime must be less than 168h0m0s");
    }
  }

  @Test
  default void givenSomebodyElse_whenAMemberMakesATokenForThem_thenTheyAreNotFound() {
    try (Site site = Site.over(store())) {
      User maria = site.member("maria");
      User otto = site.member("otto");
      CreateKey createKey = site.latchkey().createKey();

      assertThatThrownBy(() -> createKey.execute(site.as(otto), maria.id(), NewToken.named("ci")))
          .isInstanceOf(NotFound.class);
      assertThatThrownBy(
              () -> createKey.execute(site.as(otto), member("nobody").id(), NewToken.named("ci")))
          .isInstanceOf(NotFound.class);
      assertThat(site.audit()).isEmpty();
    }
  }

  @Test
  default void givenSomebodyElse_whenAUserAdminMakesATokenForThem_thenItIsForbidden() {
    try (Site site = Site.over(store())) {
      User maria = site.member("maria");
      User admin = site.userWith("admin", Role.USER_ADMIN);

      assertThatThrownBy(
              () ->
                  site.latchkey()
                      .createKey()
                      .execute(site.as(admin), maria.id(), NewToken.named("ci")))
          .isInstanceOf(Forbidden.class);
    }
  }

  @Test
  default void givenALiveToken_whenItsNameIsAskedForAgain_thenItIsTakenAndNothingIsMade() {
    try (Site site = Site.over(store())) {
      User maria = site.member("maria");
      site.issue(maria, "ci");

      assertThatThrownBy(() -> site.issue(maria, "ci")).isInstanceOf(NameTaken.class);

      assertThat(site.audit()).hasSize(1);
    }
  }

  @Test
  default void givenAnExpiredToken_whenItsNameIsAskedForAgain_thenTheNewOneGetsIt() {
    try (Site site = Site.over(store())) {
      User maria = site.member("maria");
      IssuedKey first = site.issue(maria, "ci");
      site.latchkey().expireKey().execute(site.as(maria), first.key().id());

      IssuedKey second = site.issue(maria, "ci");

      assertThat(site.accepts(second)).isTrue();
      assertThat(site.accepts(first)).isFalse();
    }
  }

  @Test
  default void givenOneName_whenManyAskForItAtOnce_thenOneGetsIt() {
    try (Site site = Site.over(store())) {
      User maria = site.member("maria");
      for (int round = 0; round < 15; round++) {
        String name = "ci-" + round;
        Callable<Boolean> attempt =
            () -> {
              try {
                site.issue(maria, name);
                return true;
              } catch (NameTaken e) {
                return false;
              }
            };

        assertThat(Race.of(4, attempt)).containsOnlyOnce(true);
      }
      assertThat(site.audit()).hasSize(15);
    }
  }

  @Test
  default void givenAFailingAuditTrail_whenAKeyIsMade_thenThereIsNone() {
    AuditFailing store = new AuditFailing(store());
    try (Site site = Site.over(store)) {
      User maria = site.member("maria");
      store.startFailing();

      assertThatThrownBy(() -> site.issue(maria, "ci")).isInstanceOf(StoreException.class);

      assertThat(store.keys().byName(maria.id(), new TokenName("ci"), NOW)).isEmpty();
      assertThat(site.audit()).isEmpty();
    }
  }

  @Test
  default void givenARestrictedKey_whenItMintsABroaderWiderOrLongerOne_thenItIsForbidden() {
    try (Site site = Site.over(store())) {
      User maria = site.member("maria");
      KeyHolder narrow =
          holder(
              maria,
              site.key(aToken(maria).scopes("api_key:*").endingAt(NOW.plusSeconds(60)).build()));
      Set<NewToken> tooMuch =
          Set.of(
              request("broader", Duration.ofSeconds(60), "coder:all"),
              request("other", Duration.ofSeconds(60), "workspace:read"),
              request("longer", Duration.ofSeconds(61), "api_key:read"));

      assertThat(tooMuch)
          .allSatisfy(
              request ->
                  assertThatThrownBy(
                          () -> site.latchkey().createKey().execute(narrow, maria.id(), request))
                      .isInstanceOf(Forbidden.class));
      assertThat(site.audit()).isEmpty();
    }
  }

  @Test
  default void givenARestrictedKey_whenItMintsOneWithoutALifetime_thenBothEndTogether() {
    try (Site site = Site.over(store())) {
      User maria = site.member("maria");
      KeyHolder narrow =
          holder(
              maria,
              site.key(aToken(maria).scopes("api_key:*").endingAt(NOW.plusSeconds(60)).build()));

      ApiKey minted =
          site.latchkey()
              .createKey()
              .execute(
                  narrow, maria.id(), new NewToken("same", null, List.of("api_key:*"), List.of()))
              .key();

      assertThat(minted.expiresAt()).isEqualTo(NOW.plusSeconds(60));
    }
  }

  private static NewToken request(String name, Duration lifetime, String scope) {
    return new NewToken(name, lifetime, List.of(scope), List.of());
  }
}
