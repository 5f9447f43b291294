package dev.latchkey.core.testkit;

import static dev.latchkey.core.testkit.Fixtures.NOW;
import static dev.latchkey.core.testkit.Fixtures.aSessionKey;
import static dev.latchkey.core.testkit.Fixtures.aToken;
import static dev.latchkey.core.testkit.Fixtures.member;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.latchkey.core.error.LatchkeyException.NameTaken;
import dev.latchkey.core.key.AllowList;
import dev.latchkey.core.key.ApiKey;
import dev.latchkey.core.key.KeyId;
import dev.latchkey.core.port.ApiKeyRepository;
import dev.latchkey.core.port.KeyStore;
import dev.latchkey.core.user.User;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What every {@link ApiKeyRepository} does. */
public interface ApiKeyRepositoryContract extends StoreContract {

  /** The smallest step of time that a store keeps. */
  Duration MICROSECOND = Duration.ofNanos(1000);

  @Test
  default void givenAKeyWithEveryField_whenStored_thenEveryFieldComesBack() {
    User owner = member("maria");
    ApiKey key =
        aToken(owner)
            .named("Schlüssel 🔑 \"ключ\" '; --")
            .scopes("workspace:read", "api_key:*", "coder:workspaces.access")
            .allowing(
                AllowList.of(
                    Arrays.asList(
                        entry("workspace:f47ac10b-58cc-4372-a567-0e02b2c3d479"),
                        entry("api_key:*"),
                        entry("user:f47ac10b-58cc-4372-a567-0e02b2c3d470"))))
            .lasting(Duration.ofDays(36_525))
            .createdAt(Instant.parse("2026-03-01T12:00:00.000001Z"))
            .endingAt(Instant.parse("2126-02-28T23:59:59.999999Z"))
            .lastUsed(Instant.parse("2026-03-02T00:00:00.100000Z"))
            .from("2001:db8::7")
            .build();

    assertThat(storedAgain(owner, key)).usingRecursiveComparison().isEqualTo(key);
  }

  @Test
  default void givenAnExpiredKey_whenStored_thenEveryFieldComesBack() {
    User owner = member("maria");
    ApiKey key = aToken(owner).build().expire(NOW.plus(MICROSECOND)).orElseThrow();

    assertThat(storedAgain(owner, key)).usingRecursiveComparison().isEqualTo(key);
  }

  @Test
  default void givenASessionKeyThatWasNeverUsed_whenStored_thenWhatItLacksIsStillNull() {
    User owner = member("maria");
    ApiKey key = aSessionKey(owner).from("192.0.2.1").build();

    ApiKey found = storedAgain(owner, key);

    assertThat(found).usingRecursiveComparison().isEqualTo(key);
    assertThat(found.name()).isNull();
    assertThat(found.expiredAt()).isNull();
    assertThat(found.usage().lastUsed()).isNull();
  }

  @Test
  default void givenNoSuchKey_whenLookedForExpiredOrDeleted_thenNothingIsFoundOrChanged() {
    KeyStore store = store();
    KeyId unknown = new KeyId("0123456789");
    ApiKey expired = aToken(member("maria")).build().expire(NOW).orElseThrow();

    assertThat(found(store, unknown)).isEmpty();
    assertThat(delete(store, unknown)).isFalse();
    assertThat(expire(store, expired)).isFalse();
  }

  @Test
  default void givenIdsThatDifferOnlyInCase_whenLookedFor_thenTheyAreTwoKeys() {
    KeyStore store = store();
    User owner = member("maria");
    Given.users(store, owner);
    ApiKey lower = aToken(owner).id("aaaaaaaaaa").named("lower").build();
    ApiKey upper = aToken(owner).id("AAAAAAAAAA").named("upper").build();
    Given.keys(store, lower, upper);

    assertThat(found(store, lower.id()).orElseThrow().name()).hasToString("lower");
    assertThat(found(store, upper.id()).orElseThrow().name()).hasToString("upper");
  }

  @Test
  default void givenALiveKey_whenExpired_thenTheNewStateIsStored() {
    KeyStore store = storeWith(member("maria"));
    User owner = ownerIn(store);
    ApiKey key = aToken(owner).build();
    Given.keys(store, key);
    ApiKey expired = key.expire(NOW.plusSeconds(5)).orElseThrow();

    assertThat(expire(store, expired)).isTrue();

    assertThat(found(store, key.id()).orElseThrow()).usingRecursiveComparison().isEqualTo(expired);
  }

  @Test
  default void givenAKeyThatEndsAtThisVeryMicrosecond_whenExpired_thenItIsMarked() {
    KeyStore store = storeWith(member("maria"));
    ApiKey key = aToken(ownerIn(store)).endingAt(NOW.plusSeconds(5)).build();
    Given.keys(store, key);
    ApiKey expired = key.expire(NOW.plusSeconds(5)).orElseThrow();

    assertThat(expire(store, expired)).isTrue();

    assertThat(found(store, key.id()).orElseThrow().expiredAt()).isEqualTo(NOW.plusSeconds(5));
  }

  @Test
  default void givenAnExpiredKey_whenExpiredWithAnOlderState_thenNothingChanges() {
    KeyStore store = storeWith(member("maria"));
    ApiKey key = aToken(ownerIn(store)).build();
    Given.keys(store, key);
    ApiKey first = key.expire(NOW.plusSeconds(1)).orElseThrow();
    assertThat(expire(store, first)).isTrue();

    ApiKey later = key.expire(NOW.plusSeconds(2)).orElseThrow();
    ApiKey earlier = key.expire(NOW.minusSeconds(3600)).orElseThrow();
    assertThat(expire(store, later)).isFalse();
    assertThat(expire(store, earlier)).isFalse();

    assertThat(found(store, key.id()).orElseThrow()).usingRecursiveComparison().isEqualTo(first);
  }

  @Test
  default void givenAKeyPastItsEnd_whenExpired_thenNothingChanges() {
    KeyStore store = storeWith(member("maria"));
    ApiKey key = aToken(ownerIn(store)).endingAt(NOW.plusSeconds(1)).build();
    Given.keys(store, key);
    Instant tooLate = NOW.plusSeconds(1).plus(MICROSECOND);
    ApiKey expired = aToken(ownerIn(store)).endingAt(tooLate).build().expire(tooLate).orElseThrow();
    ApiKey sameKey = withIdOf(key, expired);

    assertThat(expire(store, sameKey)).isFalse();

    assertThat(found(store, key.id()).orElseThrow()).usingRecursiveComparison().isEqualTo(key);
  }

  @Test
  default void givenAKey_whenDeleted_thenItIsGone() {
    KeyStore store = storeWith(member("maria"));
    ApiKey key = aToken(ownerIn(store)).build();
    ApiKey other = aToken(ownerIn(store)).build();
    Given.keys(store, key, other);

    assertThat(delete(store, key.id())).isTrue();

    assertThat(found(store, key.id())).isEmpty();
    assertThat(found(store, other.id())).isPresent();
  }

  @Test
  default void givenALiveToken_whenAnotherOfItsOwnerTakesTheName_thenItIsTaken() {
    KeyStore store = storeWith(member("maria"));
    Given.keys(store, aToken(ownerIn(store)).named("ci").build());
    ApiKey second = aToken(ownerIn(store)).named("ci").build();

    assertThatThrownBy(() -> Given.keys(store, second))
        .isInstanceOf(NameTaken.class)
        .hasMessage("A token with name \"ci\" already exists.");

    assertThat(found(store, second.id())).isEmpty();
  }

  @Test
  default void givenATokenInItsLastMicrosecond_whenAnotherTakesTheName_thenItIsTaken() {
    KeyStore store = storeWith(member("maria"));
    Given.keys(store, aToken(ownerIn(store)).named("ci").endingAt(NOW.plusSeconds(1)).build());
    ApiKey atTheEnd = aToken(ownerIn(store)).named("ci").createdAt(NOW.plusSeconds(1)).build();

    assertThatThrownBy(() -> Given.keys(store, atTheEnd)).isInstanceOf(NameTaken.class);
  }

  @Test
  default void givenATokenPastItsEnd_whenAnotherTakesTheName_thenItIsFree() {
    KeyStore store = storeWith(member("maria"));
    Given.keys(store, aToken(ownerIn(store)).named("ci").endingAt(NOW.plusSeconds(1)).build());
    Instant after = NOW.plusSeconds(1).plus(MICROSECOND);
    ApiKey second = aToken(ownerIn(store)).named("ci").createdAt(after).build();

    assertThatCode(() -> Given.keys(store, second)).doesNotThrowAnyException();
    ApiKey third = aToken(ownerIn(store)).named("ci").createdAt(after).build();
    assertThatThrownBy(() -> Given.keys(store, third)).isInstanceOf(NameTaken.class);
  }

  @Test
  default void givenAnExpiredToken_whenAnotherTakesTheName_thenItIsFreeEvenIfTheClockStepsBack() {
    KeyStore store = storeWith(member("maria"));
    ApiKey first = aToken(ownerIn(store)).named("ci").build();
    Given.keys(store, first);
    expire(store, first.expire(NOW.plusSeconds(60)).orElseThrow());

    ApiKey second = aToken(ownerIn(store)).named("ci").createdAt(NOW).build();

    assertThatCode(() -> Given.keys(store, second)).doesNotThrowAnyException();
  }

  @Test
  default void givenManyExpiredTokensOfOneName_whenTheLiveOneIsExpiredToo_thenAllAreKept() {
    KeyStore store = storeWith(member("maria"));
    List<ApiKey> made =
        IntStream.range(0, 3)
            .mapToObj(i -> aToken(ownerIn(store)).named("ci").createdAt(NOW.plusSeconds(i)).build())
            .toList();

    for (ApiKey key : made) {
      Given.keys(store, key);
      expire(store, key.expire(key.createdAt()).orElseThrow());
    }

    assertThat(made).allSatisfy(key -> assertThat(found(store, key.id())).isPresent());
  }

  @Test
  default void givenADeletedToken_whenAnotherTakesTheName_thenItIsFree() {
    KeyStore store = storeWith(member("maria"));
    ApiKey first = aToken(ownerIn(store)).named("ci").build();
    Given.keys(store, first);
    delete(store, first.id());

    assertThatCode(() -> Given.keys(store, aToken(ownerIn(store)).named("ci").build()))
        .doesNotThrowAnyException();
  }

  @Test
  default void givenALiveToken_whenANameDiffersInCaseOrOwner_thenItIsFree() {
    KeyStore store = storeWith(member("maria"));
    User other = member("otto");
    Given.users(store, other);
    Given.keys(store, aToken(ownerIn(store)).named("ci").build());

    assertThatCode(
            () ->
                Given.keys(
                    store,
                    aToken(ownerIn(store)).named("CI").build(),
                    aToken(other).named("ci").build()))
        .doesNotThrowAnyException();
  }

  @Test
  default void givenASessionKey_whenAnotherIsMade_thenTheirLackOfANameIsNoConflict() {
    KeyStore store = storeWith(member("maria"));

    assertThatCode(
            () ->
                Given.keys(
                    store,
                    aSessionKey(ownerIn(store)).build(),
                    aSessionKey(ownerIn(store)).build()))
        .doesNotThrowAnyException();
  }

  private ApiKey storedAgain(User owner, ApiKey key) {
    KeyStore store = storeWith(owner);
    Given.keys(store, key);
    return found(store, key.id()).orElseThrow();
  }

  private KeyStore storeWith(User owner) {
    KeyStore store = store();
    Given.users(store, owner);
    return store;
  }

  private static User ownerIn(KeyStore store) {
    return store.users().byUsername(member("maria").username()).orElseThrow();
  }

  private static Optional<ApiKey> found(KeyStore store, KeyId id) {
    return store.transactor().inTransaction(unitOfWork -> unitOfWork.keys().find(id));
  }

  private static boolean expire(KeyStore store, ApiKey expired) {
    return store.transactor().inTransaction(unitOfWork -> unitOfWork.keys().expire(expired));
  }

  private static boolean delete(KeyStore store, KeyId id) {
    return store.transactor().inTransaction(unitOfWork -> unitOfWork.keys().delete(id));
  }

  private static AllowList.Entry entry(String text) {
    return AllowList.Entry.parse(text, Set.of("workspace", "api_key", "user"));
  }

  private static ApiKey withIdOf(ApiKey key, ApiKey state) {
    return new ApiKey(
        key.id(),
        key.hashedSecret(),
        key.owner(),
        key.name(),
        key.loginType(),
        key.scopes(),
        key.allowList(),
        key.lifetime(),
        key.createdAt(),
        state.updatedAt(),
        state.expiresAt(),
        state.expiredAt(),
        key.usage());
  }
}
