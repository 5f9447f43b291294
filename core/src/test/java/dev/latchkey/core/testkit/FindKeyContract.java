package dev.latchkey.core.testkit;

import static dev.latchkey.core.testkit.Fixtures.aToken;
import static dev.latchkey.core.testkit.Fixtures.holder;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.latchkey.core.authority.Caller;
import dev.latchkey.core.error.LatchkeyException.NotFound;
import dev.latchkey.core.key.KeyId;
import dev.latchkey.core.key.PlaintextKey;
import dev.latchkey.core.key.TokenName;
import dev.latchkey.core.port.OwnedKey;
import dev.latchkey.core.usecase.FindKey;
import dev.latchkey.core.usecase.IssuedKey;
import dev.latchkey.core.usecase.KeyRef;
import dev.latchkey.core.user.Role;
import dev.latchkey.core.user.User;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What {@link FindKey} does over every store. */
public interface FindKeyContract extends StoreContract {

  @Test
  default void givenAKey_whenItsOwnerLooksForItInAnyWay_thenItIsFound() {
    try (Site site = Site.over(store())) {
      User maria = site.member("maria");
      IssuedKey issued = site.issue(maria, "ci");

      assertThat(waysTo(maria, issued))
          .allSatisfy(
              ref -> {
                OwnedKey found = site.latchkey().findKey().execute(site.as(maria), ref);
                assertThat(found.key()).usingRecursiveComparison().isEqualTo(issued.key());
                assertThat(found.owner()).isEqualTo(maria.username());
              });
    }
  }

  @Test
  default void givenAnExpiredKey_whenLookedForInAnyWay_thenItIsFoundToo() {
    try (Site site = Site.over(store())) {
      User maria = site.member("maria");
      IssuedKey issued = site.issue(maria, "ci");
      site.latchkey().expireKey().execute(site.as(maria), issued.key().id());

      assertThat(waysTo(maria, issued))
          .allSatisfy(
              ref ->
                  assertThat(
                          site.latchkey().findKey().execute(site.as(maria), ref).key().expiredAt())
                      .isNotNull());
    }
  }

  @Test
  default void givenAKey_whenASiteOwnerLooksForItInAnyWay_thenItIsFound() {
    try (Site site = Site.over(store())) {
      User maria = site.member("maria");
      User root = site.siteOwner("root");
      IssuedKey issued = site.issue(maria, "ci");

      assertThat(waysTo(maria, issued))
          .allSatisfy(
              ref ->
                  assertThat(site.latchkey().findKey().execute(site.as(root), ref).key().id())
                      .isEqualTo(issued.key().id()));
    }
  }

  @Test
  default void givenAKey_whenAnybodyElseLooksForItInAnyWay_thenItIsNotFound() {
    try (Site site = Site.over(store())) {
      User maria = site.member("maria");
      IssuedKey issued = site.issue(maria, "ci");
      List<Caller> others =
          List.of(
              site.as(site.member("otto")),
              site.as(site.userWith("a", Role.USER_ADMIN)),
              site.as(site.userWith("b", Role.AUDITOR)),
              holder(maria, aToken(maria).scopes("workspace:*").build()));

      for (Caller other : others) {
        assertThat(waysTo(maria, issued)).allSatisfy(ref -> assertNotFound(site, other, ref));
      }
    }
  }

  @Test
  default void givenAFullTokenWithAWrongSecret_whenLookedFor_thenItIsNotFound() {
    try (Site site = Site.over(store())) {
      User maria = site.member("maria");
      IssuedKey issued = site.issue(maria, "ci");
      String wrongSecret = issued.key().id() + "-" + "x".repeat(22);

      assertNotFound(site, site.as(maria), new KeyRef.ByToken(PlaintextKey.parse(wrongSecret)));
    }
  }

  @Test
  default void givenAnUnknownIdOrName_whenLookedFor_thenItIsNotFound() {
    try (Site site = Site.over(store())) {
      User maria = site.member("maria");

      assertNotFound(site, site.as(maria), new KeyRef.ById(new KeyId("0123456789")));
      assertNotFound(site, site.as(maria), new KeyRef.ByName(maria.id(), new TokenName("missing")));
    }
  }

  @Test
  default void givenALiveAndAnExpiredTokenOfOneName_whenLookedForByName_thenTheLiveOneIsFound() {
    try (Site site = Site.over(store())) {
      User maria = site.member("maria");
      IssuedKey first = site.issue(maria, "ci");
      site.latchkey().expireKey().execute(site.as(maria), first.key().id());
      IssuedKey second = site.issue(maria, "ci");

      OwnedKey found =
          site.latchkey()
              .findKey()
              .execute(site.as(maria), new KeyRef.ByName(maria.id(), new TokenName("ci")));

      assertThat(found.key().id()).isEqualTo(second.key().id());
    }
  }

  private static void assertNotFound(Site site, Caller caller, KeyRef ref) {
    assertThatThrownBy(() -> site.latchkey().findKey().execute(caller, ref))
        .isInstanceOf(NotFound.class);
  }

  private static List<KeyRef> waysTo(User owner, IssuedKey issued) {
    return List.of(
        new KeyRef.ById(issued.key().id()),
        new KeyRef.ByName(owner.id(), new TokenName("ci")),
        new KeyRef.ByToken(issued.plaintext()));
  }
}
