package dev.latchkey.core.testkit;

import static dev.latchkey.core.testkit.Fixtures.aToken;
import static dev.latchkey.core.testkit.Fixtures.holder;
import static dev.latchkey.core.testkit.Fixtures.operator;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.latchkey.core.authority.Caller;
import dev.latchkey.core.error.LatchkeyException.NotFound;
import dev.latchkey.core.usecase.FindUser;
import dev.latchkey.core.usecase.FindUser.Purpose;
import dev.latchkey.core.user.Role;
import dev.latchkey.core.user.User;
import dev.latchkey.core.user.UserId;
import dev.latchkey.core.user.UserRef;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What {@link FindUser} does over every store. */
public interface FindUserContract extends StoreContract {

  @Test
  default void givenAMember_whenTheyNameThemselvesInAnyWay_thenTheyAreFound() {
    try (Site site = Site.over(store())) {
      User maria = site.member("Maria");

      for (String text : List.of("me", maria.id().toString(), "Maria", "mARIA")) {
        assertThat(find(site, site.as(maria), text, Purpose.READ).id()).isEqualTo(maria.id());
      }
    }
  }

  @Test
  default void givenAMember_whenOthersLookForThem_thenOnlyThoseWithARoleFindThem() {
    try (Site site = Site.over(store())) {
      User maria = site.member("maria");

      assertNotFound(site, site.as(site.member("otto")), "maria", Purpose.READ);
      assertNotFound(site, site.as(site.member("eve")), maria.id().toString(), Purpose.READ);
      for (Role role : Role.values()) {
        User other = site.userWith(role.wireName(), role);
        assertThat(find(site, site.as(other), "maria", Purpose.READ).id()).isEqualTo(maria.id());
      }
    }
  }

  @Test
  default void givenNoSuchUserOrAnImpossibleName_whenLookedFor_thenNobodyIsFound() {
    try (Site site = Site.over(store())) {
      Caller root = site.as(site.siteOwner("root"));

      for (String text :
          List.of("nobody", UserId.random().toString(), "", "a b", "\0", "x".repeat(10_000))) {
        assertNotFound(site, root, text, Purpose.READ);
      }
    }
  }

  @Test
  default void givenSomebodyWithoutAKey_whenTheySayMe_thenNobodyIsMeant() {
    try (Site site = Site.over(store())) {
      assertNotFound(site, operator(), "me", Purpose.READ);
    }
  }

  @Test
  default void givenAKeyForKeysOnly_whenItNamesItsOwner_thenThatIsFineButReadingThemIsNot() {
    try (Site site = Site.over(store())) {
      User maria = site.member("maria");
      Caller narrow = holder(maria, aToken(maria).scopes("api_key:read").build());

      assertThat(find(site, narrow, "me", Purpose.NAME_KEY_OWNER).id()).isEqualTo(maria.id());
      assertNotFound(site, narrow, "me", Purpose.READ);
    }
  }

  private static User find(Site site, Caller caller, String text, Purpose purpose) {
    return site.latchkey().findUser().execute(caller, new UserRef(text), purpose);
  }

  private static void assertNotFound(Site site, Caller caller, String text, Purpose purpose) {
    assertThatThrownBy(() -> find(site, caller, text, purpose)).isInstanceOf(NotFound.class);
  }
}
