package dev.latchkey.core.testkit;

import static dev.latchkey.core.testkit.Fixtures.aToken;
import static dev.latchkey.core.testkit.Fixtures.holder;
import static dev.latchkey.core.testkit.Fixtures.operator;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.latchkey.core.audit.AuditAction;
import dev.latchkey.core.audit.AuditEntry;
import dev.latchkey.core.authority.Caller;
import dev.latchkey.core.error.LatchkeyException.Forbidden;
import dev.latchkey.core.key.KeyId;
import dev.latchkey.core.port.AuditQueries.AuditPage;
import dev.latchkey.core.port.AuditQueries.Filter;
import dev.latchkey.core.usecase.SearchAudit;
import dev.latchkey.core.user.Role;
import dev.latchkey.core.user.User;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What {@link SearchAudit} does over every store. */
public interface SearchAuditContract extends StoreContract {

  @Test
  default void givenALifeOfAKey_whenThoseWhoMaySearch_thenTheyFindItNewestFirst() {
    try (Site site = Site.over(store())) {
      KeyId id = lifeOfAKey(site);
      List<Caller> readers =
          List.of(
              site.as(site.siteOwner("root")),
              site.as(site.userWith("audi", Role.AUDITOR)),
              operator());

      assertThat(readers)
          .allSatisfy(
              reader -> {
                AuditPage page =
                    site.latchkey().searchAudit().execute(reader, Filter.ofKey(id), 0, 100);
                assertThat(page.entries())
                    .map(AuditEntry::action)
                    .containsExactly(AuditAction.DELETE, AuditAction.EXPIRE, AuditAction.CREATE);
                assertThat(page.count()).isEqualTo(3);
              });
    }
  }

  @Test
  default void givenAnAuditTrail_whenReadInPages_thenEachEntryComesOnce() {
    try (Site site = Site.over(store())) {
      lifeOfAKey(site);
      SearchAudit searchAudit = site.latchkey().searchAudit();

      AuditPage first = searchAudit.execute(operator(), Filter.ALL, 0, 2);
      AuditPage second = searchAudit.execute(operator(), Filter.ALL, 2, 2);

      assertThat(first.entries()).hasSize(2);
      assertThat(second.entries()).singleElement().returns(AuditAction.CREATE, AuditEntry::action);
    }
  }

  @Test
  default void givenAnAuditTrail_whenAnybodyElseSearches_thenItIsForbidden() {
    try (Site site = Site.over(store())) {
      User root = site.siteOwner("root");
      List<Caller> others =
          List.of(
              site.as(site.member("maria")),
              site.as(site.userWith("a", Role.USER_ADMIN)),
              site.as(site.userWith("b", Role.TEMPLATE_ADMIN)),
              holder(root, aToken(root).scopes("api_key:*").build()));

      assertThat(others)
          .allSatisfy(
              other ->
                  assertThatThrownBy(
                          () -> site.latchkey().searchAudit().execute(other, Filter.ALL, 0, 100))
                      .isInstanceOf(Forbidden.class));
    }
  }

  @Test
  default void givenAPageOutOfRange_whenSearched_thenTheRangeIsTold() {
    try (Site site = Site.over(store())) {
      SearchAudit searchAudit = site.latchkey().searchAudit();

      for (int[] page : new int[][] {{-1, 10}, {0, 0}, {0, 1001}}) {
        assertThatThrownBy(() -> searchAudit.execute(operator(), Filter.ALL, page[0], page[1]))
            .isInstanceOf(IllegalArgumentException.class)
            .hasMessageContaining("expected: 1 to 1000");
      }
    }
  }

  private static KeyId lifeOfAKey(Site site) {
    User maria = site.member("maria");
    KeyId id = site.issue(maria, "ci").key().id();
    site.latchkey().expireKey().execute(site.as(maria), id);
    site.latchkey().deleteKey().execute(site.as(maria), id);
    return id;
  }
}
