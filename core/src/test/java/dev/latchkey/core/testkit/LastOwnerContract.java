package dev.latchkey.core.testkit;

import static dev.latchkey.core.testkit.Fixtures.operator;
import static dev.latchkey.core.testkit.Fixtures.siteOwner;
import static dev.latchkey.core.testkit.Fixtures.suspended;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.latchkey.core.Latchkey;
import dev.latchkey.core.authority.Caller;
import dev.latchkey.core.error.LatchkeyException.Forbidden;
import dev.latchkey.core.error.LatchkeyException.LastOwner;
import dev.latchkey.core.user.Role;
import dev.latchkey.core.user.User;
import dev.latchkey.core.user.UserId;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;

/** Whatever happens to site owners, one who is active is always left. */
public interface LastOwnerContract extends StoreContract {

  /** How somebody stops being an active site owner. */
  List<Ending> ENDINGS =
      List.of(
          (latchkey, caller, id) -> latchkey.suspendUser().execute(caller, id).result(),
          (latchkey, caller, id) -> latchkey.deleteUser().execute(caller, id).result(),
          (latchkey, caller, id) ->
              latchkey.changeRoles().execute(caller, id, Set.of(Role.USER_ADMIN)).result());

  /** One of {@link #ENDINGS}. */
  interface Ending {

    /** Does it to the user {@code id}. */
    User execute(Latchkey latchkey, Caller caller, UserId id);
  }

  @Test
  default void givenTheLastActiveSiteOwner_whenTheyAreToGo_thenThatIsRefusedAndNothingChanges() {
    try (Site site = Site.over(store())) {
      User root = site.siteOwner("root");
      site.user(suspended(siteOwner("absent")));
      site.userWith("admin", Role.USER_ADMIN);
      User gone = site.siteOwner("gone");
      site.latchkey().deleteUser().execute(operator(), gone.id());
      int entries = site.audit().size();

      for (Caller caller : List.of(site.as(root), operator())) {
        assertThat(ENDINGS)
            .allSatisfy(
                ending ->
                    assertThatThrownBy(() -> ending.execute(site.latchkey(), caller, root.id()))
                        .isInstanceOf(LastOwner.class)
                        .hasMessage(
                            "User \"root\" is the last active site owner. Give another active user"
                                + " the role \"owner\" first."));
      }

      assertThat(site.store().users().byId(root.id()))
          .get()
          .usingRecursiveComparison()
          .isEqualTo(root);
      assertThat(site.audit()).hasSize(entries);
    }
  }

  @Test
  default void givenTheLastActiveSiteOwner_whenTheirOtherRolesChange_thenThatIsFine() {
    try (Site site = Site.over(store())) {
      User root = site.siteOwner("root");

      assertThatCode(
              () ->
                  site.latchkey()
                      .changeRoles()
                      .execute(site.as(root), root.id(), Set.of(Role.OWNER, Role.AUDITOR)))
          .doesNotThrowAnyException();
    }
  }

  @Test
  default void givenASuspendedSiteOwner_whenTheyAreDeletedOrDemoted_thenTheActiveOneIsEnough() {
    try (Site site = Site.over(store())) {
      site.siteOwner("root");
      User early = site.user(suspended(siteOwner("early")));
      User late = site.user(suspended(siteOwner("late")));

      site.latchkey().deleteUser().execute(operator(), early.id());
      site.latchkey().changeRoles().execute(operator(), late.id(), Set.of());

      assertThat(site.audit()).hasSize(2);
    }
  }

  @Test
  default void givenTwoSiteOwners_whenOneGoes_thenTheOtherIsTheLastFromThenOn() {
    try (Site site = Site.over(store())) {
      User root = site.siteOwner("root");
      for (Ending ending : ENDINGS) {
        User other = site.siteOwner("other" + ENDINGS.indexOf(ending));

        ending.execute(site.latchkey(), site.as(root), other.id());

        assertThat(isRefused(() -> ending.execute(site.latchkey(), site.as(root), root.id())))
            .isTrue();
      }
    }
  }

  @Test
  default void givenTwoSiteOwners_whenEachEndsTheOtherAtOnce_thenExactlyOneIsLeft() {
    try (Site site = Site.over(store())) {
      User first = site.siteOwner("root");
      for (int round = 0; round < 24; round++) {
        User second = site.siteOwner("other" + round);
        Caller asFirst = site.as(first);
        Caller asSecond = site.as(second);
        first = survivorOf(site, first, second, endingFor(round), asFirst, asSecond);
      }
    }
  }

  @Test
  default void givenTwoSiteOwners_whenAnOperatorEndsBothAtOnce_thenExactlyOneIsLeft() {
    try (Site site = Site.over(store())) {
      User first = site.siteOwner("root");
      for (int round = 0; round < 24; round++) {
        User second = site.siteOwner("other" + round);
        first = survivorOf(site, first, second, endingFor(round), operator(), operator());
      }
    }
  }

  private static Ending endingFor(int round) {
    return ENDINGS.get(round % ENDINGS.size());
  }

  private static User survivorOf(
      Site site, User first, User second, Ending ending, Caller asFirst, Caller asSecond) {
    List<Callable<Boolean>> runners =
        List.of(
            () -> isRefused(() -> ending.execute(site.latchkey(), asFirst, second.id())),
            () -> isRefused(() -> ending.execute(site.latchkey(), asSecond, first.id())));

    List<Boolean> refused = Race.between(runners);

    assertThat(refused).containsOnlyOnce(true);
    List<User> left =
        site.store()
            .transactor()
            .inTransaction(unitOfWork -> List.copyOf(unitOfWork.users().activeOwners()));
    assertThat(left).map(User::id).containsExactly(refused.get(0) ? second.id() : first.id());
    return left.get(0);
  }

  private static boolean isRefused(Runnable change) {
    try {
      change.run();
      return false;
    } catch (LastOwner | Forbidden e) {
      return true;
    }
  }
}
