package dev.latchkey.core.usecase;

import static dev.latchkey.core.testkit.Fixtures.NOW;
import static dev.latchkey.core.testkit.Fixtures.aToken;
import static dev.latchkey.core.testkit.Fixtures.holder;
import static dev.latchkey.core.testkit.Fixtures.member;
import static dev.latchkey.core.testkit.Fixtures.operator;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.latchkey.core.authority.Authority;
import dev.latchkey.core.authority.Caller;
import dev.latchkey.core.authority.ContractScopes;
import dev.latchkey.core.error.LatchkeyException.Forbidden;
import dev.latchkey.core.key.AllowList;
import dev.latchkey.core.key.ApiKey;
import dev.latchkey.core.testkit.KeyBuilder;
import dev.latchkey.core.user.User;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class MintingLimitsTest {

  private static final Instant END = NOW.plusSeconds(60);

  private final MintingLimits limits = new MintingLimits(new Authority(new ContractScopes()));
  private final User maria = member("maria");

  @Test
  void givenAKeyWithoutRestrictions_whenItMintsALongerOne_thenThatIsFine() {
    assertPermitted(by(key().build()), key().endingAt(END.plus(Duration.ofDays(900))).build());
    assertPermitted(operator(), key().endingAt(END.plus(Duration.ofDays(900))).build());
  }

  @Test
  void givenAScopedKey_whenItMints_thenOnlyWhatItsScopesCoverIsFine() {
    Caller scoped = by(key().scopes("api_key:*", "workspace:read").build());

    assertPermitted(scoped, key().scopes("api_key:*", "workspace:read").build());
    assertPermitted(scoped, key().scopes("coder:apikeys.manage_self").build());
    assertForbidden(scoped, key().scopes("workspace:*").build(), "broader");
    assertForbidden(scoped, key().scopes("coder:all").build(), "broader");
  }

  @Test
  void givenAKeyWithAnAllowList_whenItMints_thenOnlyWhatTheListCoversIsFine() {
    Caller limited = by(key().allowing(list("api_key:*", "workspace:*")).build());

    assertPermitted(limited, key().allowing(list("workspace:*")).build());
    assertForbidden(limited, key().build(), "wider");
    assertForbidden(limited, key().allowing(list("api_key:*", "user:*")).build(), "wider");
  }

  @Test
  void givenARestrictedKey_whenItMints_thenTheOtherMayEndWithItAndNotLater() {
    Caller scoped = by(key().scopes("api_key:*").build());

    assertPermitted(scoped, key().scopes("api_key:*").build());
    assertForbidden(
        scoped, key().scopes("api_key:*").endingAt(END.plusNanos(1000)).build(), "longer-lived");
  }

  @Test
  void givenNoLifetime_whenARestrictedKeyMints_thenItsOwnEndCapsTheStandardOne() {
    Instant later = END.plusSeconds(1);

    assertThat(limits.capEnd(by(key().scopes("api_key:*").build()), later)).isEqualTo(END);
    assertThat(limits.capEnd(by(key().scopes("api_key:*").build()), NOW)).isEqualTo(NOW);
    assertThat(limits.capEnd(by(key().build()), later)).isEqualTo(later);
    assertThat(limits.capEnd(operator(), later)).isEqualTo(later);
  }

  private void assertPermitted(Caller caller, ApiKey minted) {
    assertThatCode(() -> limits.require(caller, minted)).doesNotThrowAnyException();
  }

  private void assertForbidden(Caller caller, ApiKey minted, String why) {
    assertThatThrownBy(() -> limits.require(caller, minted))
        .isInstanceOf(Forbidden.class)
        .hasMessageContaining(why);
  }

  private Caller by(ApiKey key) {
    return holder(maria, key);
  }

  private KeyBuilder key() {
    return aToken(maria).endingAt(END);
  }

  private static AllowList list(String... texts) {
    Set<String> types = Set.of("api_key", "user", "workspace");
    return AllowList.of(
        List.of(texts).stream().map(text -> AllowList.Entry.parse(text, types)).toList());
  }
}
