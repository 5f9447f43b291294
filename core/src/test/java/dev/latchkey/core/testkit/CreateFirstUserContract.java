package dev.latchkey.core.testkit;

import static dev.latchkey.core.testkit.Fixtures.NOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.latchkey.core.audit.AuditEntry;
import dev.latchkey.core.authority.Caller;
import dev.latchkey.core.authority.Caller.Trusted;
import dev.latchkey.core.error.StoreException;
import dev.latchkey.core.port.KeyQueries.Page;
import dev.latchkey.core.usecase.CreateFirstUser;
import dev.latchkey.core.usecase.IssuedKey;
import dev.latchkey.core.user.Role;
import dev.latchkey.core.user.User;
import dev.latchkey.core.user.Username;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What {@link CreateFirstUser} does over every store. */
public interface CreateFirstUserContract extends StoreContract {

  /** What the first user is called in these tests. */
  Username ADMIN = new Username("admin");

  @Test
  default void givenAnEmptyStore_whenTheFirstUserIsCreated_thenTheyOwnTheSiteAndHaveAToken() {
    try (Site site = Site.over(store())) {
      assertThat(site.latchkey().checkFirstUser().execute()).isFalse();

      IssuedKey issued = create(site).orElseThrow();

      User admin = site.store().users().byUsername(ADMIN).orElseThrow();
      assertThat(admin.roles()).containsExactly(Role.OWNER);
      assertThat(issued.key().owner()).isEqualTo(admin.id());
      assertThat(site.accepts(issued)).isTrue();
      assertThat(site.latchkey().checkFirstUser().execute()).isTrue();
    }
  }

  @Test
  default void givenAnEmptyStore_whenTheFirstUserIsCreated_thenBothUserAndTokenAreAudited() {
    try (Site site = Site.over(store())) {
      Trusted server = Caller.system("server");

      site.latchkey().createFirstUser().execute(server, ADMIN);

      assertThat(site.audit()).map(AuditEntry::target).containsExactly("owner-token", "admin");
      assertThat(site.audit()).map(AuditEntry::actor).containsOnly(server.actor());
    }
  }

  @Test
  default void givenAnyUser_whenTheFirstUserIsCreated_thenNothingHappens() {
    try (Site site = Site.over(store())) {
      site.member("maria");

      assertThat(create(site)).isEmpty();

      assertThat(site.store().users().byUsername(ADMIN)).isEmpty();
      assertThat(site.audit()).isEmpty();
    }
  }

  @Test
  default void givenAnEmptyStore_whenManyCreateTheFirstUserAtOnce_thenOneDoes() {
    try (Site site = Site.over(store())) {
      List<Boolean> created = Race.of(4, () -> create(site).isPresent());

      assertThat(created).containsOnlyOnce(true);
      assertThat(site.audit()).hasSize(2);
      assertThat(site.store().keys().tokens(new Page(null, NOW, null, 10))).hasSize(1);
    }
  }

  @Test
  default void givenAFailingAuditTrail_whenTheFirstUserIsCreated_thenTheStoreIsStillEmpty() {
    AuditFailing store = new AuditFailing(store());
    try (Site site = Site.over(store)) {
      store.startFailing();

      assertThatThrownBy(() -> create(site)).isInstanceOf(StoreException.class);

      assertThat(site.latchkey().checkFirstUser().execute()).isFalse();
    }
  }

  private static Optional<IssuedKey> create(Site site) {
    return site.latchkey().createFirstUser().execute(Caller.system("server"), ADMIN);
  }
}
