package dev.latchkey.jdbi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.core.port.KeyStore;
import dev.latchkey.core.port.Node;
import dev.latchkey.core.port.Receipt;
import dev.latchkey.core.testkit.Fixtures;
import dev.latchkey.core.testkit.Site;
import dev.latchkey.core.usecase.IssuedKey;
import dev.latchkey.core.user.Role;
import dev.latchkey.core.user.User;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Test;

/**
 * Nodes on one database that answer from memory: whatever ends a key on one, once that has returned
 * none of them accepts it (G5).
 */
interface NodesSuite {

  int ROUNDS = 20;

  /** Fresh and empty for each test, the same one throughout. Whoever makes it closes it. */
  TestDatabase database();

  @Test
  default void
      givenAKeyInTheMemoryOfAllNodes_whenOneExpiresIt_thenAllRefuseItOnceThatHasReturned() {
    requireDeadEverywhere(
        (site, issued) ->
            site.latchkey().expireKey().execute(Fixtures.operator(), issued.key().id()).receipt());
  }

  @Test
  default void
      givenAKeyInTheMemoryOfAllNodes_whenOneDeletesIt_thenAllRefuseItOnceThatHasReturned() {
    requireDeadEverywhere(
        (site, issued) ->
            site.latchkey().deleteKey().execute(Fixtures.operator(), issued.key().id()).receipt());
  }

  @Test
  default void givenAKeyInTheMemoryOfAllNodes_whenItsOwnerIsSuspended_thenAllRefuseIt() {
    requireDeadEverywhere(
        (site, issued) ->
            site.latchkey()
                .suspendUser()
                .execute(Fixtures.operator(), issued.key().owner())
                .receipt());
  }

  @Test
  default void givenAKeyInTheMemoryOfAllNodes_whenItsOwnerIsDeleted_thenAllRefuseIt() {
    requireDeadEverywhere(
        (site, issued) ->
            site.latchkey()
                .deleteUser()
                .execute(Fixtures.operator(), issued.key().owner())
                .receipt());
  }

  private void requireDeadEverywhere(BiFunction<Site, IssuedKey, Receipt> ending) {
    try (Site one = Site.over(Remembering.open(database()));
        Site other = Site.over(Remembering.open(database()))) {
      one.siteOwner("root");
      for (int round = 0; round < ROUNDS; round++) {
        IssuedKey issued = one.issue(one.member("user" + round), "ci");
        requireAccepted(one, issued);
        requireAccepted(other, issued);

        Receipt receipt = ending.apply(round % 2 == 0 ? one : other, issued);

        assertThat(one.accepts(issued)).isFalse();
        assertThat(other.accepts(issued)).isFalse();
        assertThat(receipt.isKnown()).isTrue();
        assertThat(receipt.nodes()).isEqualTo(2);
        assertThat(receipt.acknowledged() + receipt.lapsed()).isEqualTo(2);
      }
    }
  }

  @Test
  default void givenNodes_whenAStoreWithoutMemoryExpiresAKey_thenItWaitsForThemAll() {
    try (Site one = Site.over(Remembering.open(database()));
        Site other = Site.over(Remembering.open(database()));
        Site outside = Site.over(database().open())) {
      IssuedKey issued = outside.issue(outside.member("maria"), "ci");
      requireAccepted(one, issued);
      requireAccepted(other, issued);

      Receipt receipt =
          outside.latchkey().expireKey().execute(Fixtures.operator(), issued.key().id()).receipt();

      assertThat(one.accepts(issued)).isFalse();
      assertThat(other.accepts(issued)).isFalse();
      assertThat(receipt.nodes()).isEqualTo(2);
      assertThat(receipt.acknowledged()).isEqualTo(2);
      assertThat(receipt.waited()).isPositive();
    }
  }

  @Test
  default void givenNodes_whenAKeyIsChangedByHand_thenTheyFindOut() {
    try (Site one = Site.over(Remembering.open(database()));
        Site other = Site.over(Remembering.open(database()))) {
      IssuedKey ended = one.issue(one.member("maria"), "ci");
      IssuedKey gone = one.issue(one.member("otto"), "ci");
      for (IssuedKey issued : List.of(ended, gone)) {
        requireAccepted(one, issued);
        requireAccepted(other, issued);
      }

      execute("UPDATE api_keys SET expires_at = created_at WHERE id = ?", ended.key().id().value());
      execute("DELETE FROM api_keys WHERE id = ?", gone.key().id().value());
      one.clock().advance(Duration.ofSeconds(1));
      other.clock().advance(Duration.ofSeconds(1));

      for (Site site : List.of(one, other)) {
        Remembering.await("the end", () -> !site.accepts(ended) && !site.accepts(gone));
      }
    }
  }

  @Test
  default void
      givenAKeyInTheMemoryOfANode_whenItsOwnersRolesChange_thenTheNodeKnowsOnceThatReturns() {
    try (Site one = Site.over(Remembering.open(database()));
        Site other = Site.over(Remembering.open(database()))) {
      one.siteOwner("root");
      User maria = one.siteOwner("maria");
      IssuedKey issued = one.issue(maria, "ci");
      requireAccepted(other, issued);

      one.latchkey().changeRoles().execute(Fixtures.operator(), maria.id(), Set.of(Role.AUDITOR));

      assertThat(rolesAt(other, issued)).containsExactly(Role.AUDITOR);
      assertThat(rolesAt(one, issued)).containsExactly(Role.AUDITOR);
    }
  }

  @Test
  default void givenAKeyThatSomebodyHasEnded_whenANodeIsAskedToEndItAgain_thenItRefusesIt() {
    try (Site outside = Site.over(database().open());
        Site node = Site.over(Remembering.open(database()))) {
      for (int round = 0; round < ROUNDS; round++) {
        IssuedKey issued = outside.issue(outside.member("user" + round), "ci");
        requireAccepted(node, issued);
        execute(
            "UPDATE api_keys SET expired_at = created_at, expires_at = created_at, holds_name = false WHERE id = ?",
            issued.key().id().value());

        node.latchkey().expireKey().execute(Fixtures.operator(), issued.key().id());

        assertThat(node.accepts(issued)).isFalse();
      }
    }
  }

  @Test
  default void givenAUserWhomSomebodyHasSuspended_whenANodeIsAskedToAgain_thenItRefusesTheirKeys() {
    try (Site outside = Site.over(database().open());
        Site node = Site.over(Remembering.open(database()))) {
      for (int round = 0; round < ROUNDS; round++) {
        IssuedKey issued = outside.issue(outside.member("user" + round), "ci");
        requireAccepted(node, issued);
        execute("UPDATE users SET status = 'suspended' WHERE username = ?", "user" + round);

        node.latchkey().suspendUser().execute(Fixtures.operator(), issued.key().owner());

        assertThat(node.accepts(issued)).isFalse();
      }
    }
  }

  private static Set<Role> rolesAt(Site site, IssuedKey issued) {
    return site.latchkey()
        .verifyKey()
        .execute(issued.plaintext().reveal())
        .valid()
        .orElseThrow()
        .user()
        .roles();
  }

  @Test
  default void givenANode_whenItIsClosed_thenItIsNotOnTheListAnyMore() {
    try (KeyStore outside = database().open()) {
      JdbiKeyStore node = Remembering.open(database());
      assertThat(outside.propagation().nodes())
          .singleElement()
          .satisfies(known -> assertThat(known.isCurrent()).isTrue())
          .extracting(Node::name)
          .asString()
          .endsWith(":" + ProcessHandle.current().pid());

      node.close();

      assertThat(outside.propagation().nodes()).isEmpty();
    }
  }

  @Test
  default void givenNoNodes_whenAKeyIsExpired_thenNobodyIsWaitedFor() {
    try (Site outside = Site.over(database().open())) {
      IssuedKey issued = outside.issue(outside.member("maria"), "ci");

      assertThat(
              outside
                  .latchkey()
                  .expireKey()
                  .execute(Fixtures.operator(), issued.key().id())
                  .receipt())
          .isEqualTo(Receipt.ALONE);
    }
  }

  private void execute(String sql, String id) {
    database().jdbi().useHandle(handle -> handle.execute(sql, id));
  }

  /** Twice, so that the second answer is from memory. */
  private static void requireAccepted(Site site, IssuedKey issued) {
    assertThat(site.accepts(issued)).isTrue();
    assertThat(site.accepts(issued)).isTrue();
  }
}
