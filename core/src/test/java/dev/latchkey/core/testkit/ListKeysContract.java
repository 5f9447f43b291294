package dev.latchkey.core.testkit;

import static dev.latchkey.core.testkit.Fixtures.NOW;
import static dev.latchkey.core.testkit.Fixtures.aSessionKey;
import static dev.latchkey.core.testkit.Fixtures.aToken;
import static dev.latchkey.core.testkit.Fixtures.holder;
import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.core.authority.Caller;
import dev.latchkey.core.key.KeyId;
import dev.latchkey.core.port.KeyQueries.Position;
import dev.latchkey.core.usecase.ListKeys;
import dev.latchkey.core.usecase.ListKeys.Listed;
import dev.latchkey.core.usecase.ListKeys.Query;
import dev.latchkey.core.user.Role;
import dev.latchkey.core.user.User;
import dev.latchkey.core.user.UserId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What {@link ListKeys} does over every store. */
public interface ListKeysContract extends StoreContract {

  @Test
  default void givenTokensOfTwoUsers_whenOneListsTheirOwn_thenOnlyThoseAreListed() {
    try (Site site = Site.over(store())) {
      User maria = marias(site);

      assertThat(ids(site, site.as(maria), maria.id(), false))
          .containsExactly("mariasfirs", "mariassecn");
    }
  }

  @Test
  default void givenTokensOfTwoUsers_whenASiteOwnerListsAll_thenAllAreListed() {
    try (Site site = Site.over(store())) {
      marias(site);
      User root = site.siteOwner("root");

      assertThat(ids(site, site.as(root), null, false))
          .containsExactly("mariasfirs", "ottosottos", "mariassecn");
    }
  }

  @Test
  default void givenTokensOfTwoUsers_whenAnybodyElseListsAll_thenTheyGetTheirOwn() {
    try (Site site = Site.over(store())) {
      User maria = marias(site);

      assertThat(ids(site, site.as(maria), null, false))
          .containsExactly("mariasfirs", "mariassecn");
      assertThat(ids(site, site.as(site.userWith("a", Role.AUDITOR)), null, true)).isEmpty();
      assertThat(ids(site, site.as(site.userWith("b", Role.USER_ADMIN)), null, true)).isEmpty();
    }
  }

  @Test
  default void givenTokensOfAnother_whenAMemberListsThem_thenThereAreNone() {
    try (Site site = Site.over(store())) {
      User maria = marias(site);

      assertThat(ids(site, site.as(site.member("eve")), maria.id(), true)).isEmpty();
    }
  }

  @Test
  default void givenAKeyThatMayNotReadKeys_whenItListsItsOwnersTokens_thenThereAreNone() {
    try (Site site = Site.over(store())) {
      User maria = marias(site);
      Caller narrow = holder(maria, aToken(maria).scopes("workspace:*").build());

      assertThat(ids(site, narrow, maria.id(), true)).isEmpty();
      assertThat(ids(site, narrow, null, true)).isEmpty();
    }
  }

  @Test
  default void givenExpiredTokens_whenListed_thenTheyAreHiddenUnlessAskedFor() {
    try (Site site = Site.over(store())) {
      User maria = marias(site);
      site.latchkey().expireKey().execute(site.as(maria), new KeyId("mariassecn"));

      assertThat(ids(site, site.as(maria), maria.id(), false)).containsExactly("mariasfirs");
      assertThat(ids(site, site.as(maria), maria.id(), true))
          .containsExactly("mariassecn", "mariasfirs");

      site.clock().advance(Duration.ofDays(365));
      assertThat(ids(site, site.as(maria), maria.id(), false)).isEmpty();
      assertThat(ids(site, site.as(maria), maria.id(), true)).hasSize(2);
    }
  }

  @Test
  default void givenTokens_whenReadPageByPage_thenEachComesOnceAndTheLastPageSaysSo() {
    try (Site site = Site.over(store())) {
      marias(site);
      Caller root = site.as(site.siteOwner("root"));

      for (int size = 1; size <= 4; size++) {
        List<String> ids = new ArrayList<>();
        Position after = null;
        int pages = 0;
        do {
          Listed listed =
              site.latchkey().listKeys().execute(root, new Query(null, false, after, size));
          listed.keys().forEach(found -> ids.add(found.key().id().value()));
          after = listed.next();
          pages++;
        } while (after != null && pages < 10);
        assertThat(ids).containsExactly("mariasfirs", "ottosottos", "mariassecn");
        assertThat(pages).as("pages of %s", size).isEqualTo((3 + size - 1) / size);
      }
    }
  }

  private static User marias(Site site) {
    User maria = site.member("maria");
    User otto = site.member("otto");
    site.key(aToken(maria).id("mariasfirs").endingAt(NOW.plusSeconds(10)).build());
    site.key(aToken(maria).id("mariassecn").endingAt(NOW.plusSeconds(30)).build());
    site.key(aToken(otto).id("ottosottos").endingAt(NOW.plusSeconds(20)).build());
    site.key(aSessionKey(maria).build());
    return maria;
  }

  private static List<String> ids(
      Site site, Caller caller, @Nullable UserId owner, boolean includeExpired) {
    Listed listed =
        site.latchkey().listKeys().execute(caller, new Query(owner, includeExpired, null, 100));
    assertThat(listed.next()).isNull();
    return listed.keys().stream().map(found -> found.key().id().value()).toList();
  }
}
