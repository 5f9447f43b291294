package dev.latchkey.core.testkit;

import static dev.latchkey.core.testkit.Fixtures.NOW;
import static dev.latchkey.core.testkit.Fixtures.aSessionKey;
import static dev.latchkey.core.testkit.Fixtures.aToken;
import static dev.latchkey.core.testkit.Fixtures.member;
import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.core.key.ApiKey;
import dev.latchkey.core.key.KeyId;
import dev.latchkey.core.key.TokenName;
import dev.latchkey.core.port.KeyQueries;
import dev.latchkey.core.port.KeyQueries.Page;
import dev.latchkey.core.port.KeyQueries.Position;
import dev.latchkey.core.port.KeyStore;
import dev.latchkey.core.port.OwnedKey;
import dev.latchkey.core.user.User;
import dev.latchkey.core.user.UserId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What every {@link KeyQueries} does. */
public interface KeyQueriesContract extends StoreContract {

  @Test
  default void givenKeys_whenFoundById_thenTheyComeWithTheNameOfTheirOwner() {
    KeyStore store = store();
    User maria = member("Maria");
    Given.users(store, maria, member("otto"));
    ApiKey token = aToken(maria).build();
    ApiKey session = aSessionKey(maria).expiredAt(NOW).build();
    Given.keys(store, token, session);

    assertThat(store.keys().byId(token.id()))
        .get()
        .usingRecursiveComparison()
        .isEqualTo(new OwnedKey(token, maria.username()));
    assertThat(store.keys().byId(session.id())).isPresent();
    assertThat(store.keys().byId(new KeyId("0123456789"))).isEmpty();
  }

  @Test
  default void givenALiveTokenBetweenExpiredOnes_whenFoundByName_thenTheLiveOneWins() {
    KeyStore store = store();
    User maria = member("maria");
    Given.users(store, maria);
    Given.keys(
        store,
        aToken(maria).named("ci").createdAt(NOW.minusSeconds(9)).expiredAt(NOW).build(),
        aToken(maria).named("ci").createdAt(NOW.minusSeconds(8)).id("liveliveli").build(),
        aToken(maria).named("other").build());
    store
        .transactor()
        .inTransaction(
            unitOfWork -> {
              // Made later, but dead: only a clock that stepped back brings this about.
              unitOfWork
                  .keys()
                  .insert(
                      aToken(maria).named("ci").createdAt(NOW).expiredAt(NOW).build(),
                      NOW.plus(Duration.ofDays(365)));
              return "done";
            });

    assertThat(byName(store, maria, "ci")).containsExactly("liveliveli");
  }

  @Test
  default void givenOnlyExpiredTokens_whenFoundByName_thenTheMostRecentlyCreatedWins() {
    KeyStore store = store();
    User maria = member("maria");
    Given.users(store, maria);
    Given.keys(
        store,
        aToken(maria).named("ci").createdAt(NOW).expiredAt(NOW.plusSeconds(2)).build(),
        aToken(maria)
            .named("ci")
            .createdAt(NOW.plusSeconds(3))
            .expiredAt(NOW.plusSeconds(4))
            .id("newestnewe")
            .build());

    assertThat(byName(store, maria, "ci")).containsExactly("newestnewe");
  }

  @Test
  default void givenTokensThatHaveEndedByThemselves_whenFoundByName_thenNoneOfThemIsTheLiveOne() {
    KeyStore store = store();
    User maria = member("maria");
    Given.users(store, maria);
    Given.keys(
        store,
        aToken(maria).named("ci").endingAt(NOW.plusSeconds(3)).build(),
        // It was made while the first one lived, and has never been live here.
        aToken(maria)
            .named("ci")
            .createdAt(NOW.plusSeconds(1))
            .expiredAt(NOW.plusSeconds(2))
            .id("newestnewe")
            .build());

    assertThat(byName(store, maria, "ci")).containsExactly("newestnewe");
  }

  @Test
  default void givenATokenOfAnotherUserOrCase_whenFoundByName_thenItIsNotThis() {
    KeyStore store = store();
    User maria = member("maria");
    User otto = member("otto");
    Given.users(store, maria, otto);
    Given.keys(store, aToken(maria).named("ci").build());

    assertThat(byName(store, otto, "ci")).isEmpty();
    assertThat(byName(store, maria, "CI")).isEmpty();
  }

  @Test
  default void givenTokens_whenReadInPagesOfAnySize_thenEachComesOnceInOrder() {
    KeyStore store = store();
    User maria = member("maria");
    User otto = member("otto");
    Given.users(store, maria, otto);
    // Ends that tie, and ids whose order depends on upper case coming before lower case.
    Given.keys(
        store,
        aToken(maria).id("bbbbbbbbbb").endingAt(NOW.plusSeconds(50)).build(),
        aToken(otto).id("aaaaaaaaaa").endingAt(NOW.plusSeconds(50)).build(),
        aToken(maria).id("BBBBBBBBBB").endingAt(NOW.plusSeconds(50)).build(),
        aToken(maria).id("0000000000").endingAt(NOW.plusSeconds(50)).build(),
        aToken(otto).id("zzzzzzzzzz").endingAt(NOW.plusSeconds(10)).build(),
        aToken(maria).id("AAAAAAAAAA").endingAt(NOW.plusSeconds(90)).build(),
        aToken(maria).id("cccccccccc").expiredAt(NOW.minusSeconds(5)).build());

    for (int size = 1; size <= 8; size++) {
      assertThat(walk(store, null, null, size))
          .as("pages of %s", size)
          .containsExactly(
              "cccccccccc",
              "zzzzzzzzzz",
              "0000000000",
              "BBBBBBBBBB",
              "aaaaaaaaaa",
              "bbbbbbbbbb",
              "AAAAAAAAAA");
      assertThat(walk(store, maria.id(), NOW, size))
          .as("live ones of one user in pages of %s", size)
          .containsExactly("0000000000", "BBBBBBBBBB", "bbbbbbbbbb", "AAAAAAAAAA");
      assertThat(walk(store, null, NOW, size)).as("live ones in pages of %s", size).hasSize(6);
      assertThat(walk(store, maria.id(), null, size)).as("in pages of %s", size).hasSize(5);
    }
  }

  @Test
  default void givenATokenThatEndsRightNow_whenLiveOnesAreRead_thenItIsStillAmongThem() {
    KeyStore store = store();
    User maria = member("maria");
    Given.users(store, maria);
    Given.keys(store, aToken(maria).id("aaaaaaaaaa").endingAt(NOW.plusSeconds(1)).build());
    Instant end = NOW.plusSeconds(1);

    assertThat(walk(store, maria.id(), end, 10)).containsExactly("aaaaaaaaaa");
    assertThat(walk(store, maria.id(), end.plus(Duration.ofNanos(1000)), 10)).isEmpty();
    assertThat(walk(store, null, end.plus(Duration.ofNanos(1000)), 10)).isEmpty();
  }

  @Test
  default void givenAnExpiredToken_whenTheClockHasSteppedBack_thenItIsStillHidden() {
    KeyStore store = store();
    User maria = member("maria");
    Given.users(store, maria);
    Given.keys(store, aToken(maria).id("aaaaaaaaaa").expiredAt(NOW).build());
    Instant anHourEarlier = NOW.minus(Duration.ofHours(1));

    assertThat(walk(store, maria.id(), anHourEarlier, 10)).isEmpty();
    assertThat(walk(store, null, anHourEarlier, 10)).isEmpty();
    assertThat(walk(store, maria.id(), null, 10)).containsExactly("aaaaaaaaaa");
  }

  @Test
  default void givenSessionKeys_whenTokensAreRead_thenTheyAreNotAmongThem() {
    KeyStore store = store();
    User maria = member("maria");
    Given.users(store, maria);
    Given.keys(store, aSessionKey(maria).build(), aToken(maria).id("aaaaaaaaaa").build());

    assertThat(walk(store, null, null, 10)).containsExactly("aaaaaaaaaa");
    assertThat(walk(store, maria.id(), NOW, 10)).containsExactly("aaaaaaaaaa");
  }

  @Test
  default void givenTokensOfSeveralUsers_whenRead_thenEachComesWholeAndWithItsOwnersName() {
    KeyStore store = store();
    User maria = member("Maria");
    User otto = member("otto");
    Given.users(store, maria, otto);
    ApiKey first = aToken(maria).endingAt(NOW.plusSeconds(1)).scopes("api_key:read").build();
    ApiKey second = aToken(otto).endingAt(NOW.plusSeconds(2)).lastUsed(NOW).build();
    Given.keys(store, first, second);

    assertThat(store.keys().tokens(new Page(null, null, null, 10)))
        .usingRecursiveComparison()
        .isEqualTo(
            List.of(new OwnedKey(first, maria.username()), new OwnedKey(second, otto.username())));
  }

  private static List<String> byName(KeyStore store, User owner, String name) {
    return store.keys().byName(owner.id(), new TokenName(name), NOW.plusSeconds(10)).stream()
        .map(found -> found.key().id().value())
        .toList();
  }

  /** Reads page by page; a page that does not move on fails rather than loops. */
  private static List<String> walk(
      KeyStore store, @Nullable UserId owner, @Nullable Instant liveAt, int size) {
    List<String> ids = new ArrayList<>();
    Position after = null;
    while (true) {
      List<OwnedKey> page = store.keys().tokens(new Page(owner, liveAt, after, size));
      assertThat(page).hasSizeLessThanOrEqualTo(size);
      page.forEach(found -> ids.add(found.key().id().value()));
      assertThat(ids).doesNotHaveDuplicates();
      if (page.size() < size) {
        return ids;
      }
      ApiKey last = page.get(page.size() - 1).key();
      after = new Position(last.expiresAt(), last.id());
    }
  }
}
