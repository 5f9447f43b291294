package dev.latchkey.core.testkit;

import static dev.latchkey.core.testkit.Fixtures.aToken;
import static dev.latchkey.core.testkit.Fixtures.holder;
import static dev.latchkey.core.testkit.Fixtures.operator;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.latchkey.core.authority.Caller;
import dev.latchkey.core.key.AllowList;
import dev.latchkey.core.key.AllowList.Entry;
import dev.latchkey.core.port.UserDirectory.UserPage;
import dev.latchkey.core.usecase.ListUsers;
import dev.latchkey.core.usecase.ListUsers.Query;
import dev.latchkey.core.user.Role;
import dev.latchkey.core.user.User;
import dev.latchkey.core.user.UserStatus;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What {@link ListUsers} does over every store. */
public interface ListUsersContract extends StoreContract {

  @Test
  default void givenThoseWhoMayReadAllUsers_whenTheyList_thenAllAreListedByName() {
    try (Site site = Site.over(store())) {
      List<Caller> readers =
          List.of(
              site.as(site.siteOwner("Root")),
              site.as(site.userWith("audi", Role.AUDITOR)),
              site.as(site.userWith("tina", Role.TEMPLATE_ADMIN)),
              site.as(site.userWith("uwe", Role.USER_ADMIN)),
              operator());
      site.member("maria");

      assertThat(readers)
          .allSatisfy(
              reader -> {
                UserPage page = site.latchkey().listUsers().execute(reader, Query.all());
                assertThat(names(page)).containsExactly("audi", "maria", "Root", "tina", "uwe");
                assertThat(page.count()).isEqualTo(5);
              });
    }
  }

  @Test
  default void givenAMember_whenTheyList_thenTheyAreShownThemselvesIfTheyAreLookedFor() {
    try (Site site = Site.over(store())) {
      Caller maria = site.as(site.member("Maria"));
      site.siteOwner("root");

      assertThat(list(site, maria, Query.all())).containsExactly("Maria");
      assertThat(list(site, maria, search("ARI"))).containsExactly("Maria");
      assertThat(list(site, maria, search("root"))).isEmpty();
      assertThat(list(site, maria, new Query(List.of(), UserStatus.SUSPENDED, null, 0, 9)))
          .isEmpty();
      assertThat(list(site, maria, new Query(List.of(), null, Role.OWNER, 0, 9))).isEmpty();
    }
  }

  @Test
  default void givenAMember_whenTheyReadBehindThemselves_thenNobodyIsThereAndTheCountStays() {
    try (Site site = Site.over(store())) {
      Caller maria = site.as(site.member("maria"));

      UserPage page =
          site.latchkey().listUsers().execute(maria, new Query(List.of(), null, null, 1, 9));

      assertThat(page.users()).isEmpty();
      assertThat(page.count()).isEqualTo(1);
    }
  }

  @Test
  default void givenANarrowKeyOfASiteOwner_whenItLists_thenOnlyWhatItMayReadIsListed() {
    try (Site site = Site.over(store())) {
      User root = site.siteOwner("root");
      site.member("maria");
      AllowList keysOnly = AllowList.of(List.of(Entry.parse("api_key:*", Set.of("api_key"))));

      assertThat(list(site, holder(root, aToken(root).scopes("user:read").build()), Query.all()))
          .containsExactly("maria", "root");
      assertThat(
              list(
                  site,
                  holder(root, aToken(root).scopes("user:read_personal").build()),
                  Query.all()))
          .containsExactly("root");
      assertThat(list(site, holder(root, aToken(root).scopes("api_key:*").build()), Query.all()))
          .isEmpty();
      assertThat(list(site, holder(root, aToken(root).allowing(keysOnly).build()), Query.all()))
          .isEmpty();
    }
  }

  @Test
  default void givenWordsThatNoNameCanHold_whenListed_thenNobodyIsFound() {
    try (Site site = Site.over(store())) {
      site.member("maria");

      for (String word : List.of("%", "m_ria", "'", "mari\u00e4", "a b", "\0", "\\")) {
        UserPage page = site.latchkey().listUsers().execute(operator(), search(word));
        assertThat(page).as(word).isEqualTo(UserPage.EMPTY);
      }
    }
  }

  @Test
  default void givenUsers_whenSearched_thenEveryWordMustStandInTheName() {
    try (Site site = Site.over(store())) {
      site.member("anna-maria");
      site.member("Anna");
      site.member("maria");

      assertThat(list(site, operator(), search("ANNA"))).containsExactly("Anna", "anna-maria");
      assertThat(list(site, operator(), search("a-m", "anna"))).containsExactly("anna-maria");
      assertThat(
              list(site, operator(), search(Collections.nCopies(10, "nna").toArray(String[]::new))))
          .hasSize(2);
    }
  }

  @Test
  default void givenAQueryOutOfRange_whenMade_thenTheRangeIsTold() {
    for (int[] page : new int[][] {{-1, 10}, {0, 0}, {0, 1001}}) {
      assertThatThrownBy(() -> new Query(List.of(), null, null, page[0], page[1]))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("expected: 1 to 1000");
    }
    assertThatThrownBy(() -> new Query(Collections.nCopies(11, "a"), null, null, 0, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("words: 11 (expected: at most 10)");
  }

  private static Query search(String... words) {
    return new Query(List.of(words), null, null, 0, 100);
  }

  private static List<String> list(Site site, Caller caller, Query query) {
    return names(site.latchkey().listUsers().execute(caller, query));
  }

  private static List<String> names(UserPage page) {
    return page.users().stream().map(user -> user.username().value()).toList();
  }
}
