package dev.latchkey.core.testkit;

import static dev.latchkey.core.testkit.Fixtures.NOW;
import static dev.latchkey.core.testkit.Fixtures.aSessionKey;
import static dev.latchkey.core.testkit.Fixtures.aToken;
import static dev.latchkey.core.testkit.Fixtures.member;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.latchkey.core.key.ApiKey;
import dev.latchkey.core.key.KeyId;
import dev.latchkey.core.key.KeyUsage;
import dev.latchkey.core.port.KeyStore;
import dev.latchkey.core.port.UsagePort;
import dev.latchkey.core.port.UsagePort.KeyUse;
import dev.latchkey.core.port.UsagePort.Sighting;
import dev.latchkey.core.port.UsagePort.Slide;
import dev.latchkey.core.user.User;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What every {@link UsagePort} does. */
public interface UsagePortContract extends StoreContract {

  @Test
  default void givenAToken_whenUsed_thenItsLastUseAndItsOwnersAreNotedAndNothingElseChanges() {
    User maria = member("maria");
    ApiKey key = aToken(maria).build();
    KeyStore store = storeWith(maria, key);

    store
        .usage()
        .store(List.of(use(key, NOW.plusSeconds(1), "192.0.2.9", null)), NOW.plusSeconds(60));

    ApiKey found = found(store, key);
    assertThat(found.usage().lastUsed()).isEqualTo(NOW.plusSeconds(1));
    assertThat(found.usage().ipAddress()).isEqualTo("192.0.2.9");
    assertThat(found).usingRecursiveComparison().ignoringFields("usage").isEqualTo(key);
    User seen = store.users().byId(maria.id()).orElseThrow();
    assertThat(seen.lastSeen()).isEqualTo(NOW.plusSeconds(1));
    assertThat(seen).usingRecursiveComparison().ignoringFields("lastSeen").isEqualTo(maria);
  }

  @Test
  default void givenAUsedKey_whenAnOlderUseIsStored_thenTheLaterOneStays() {
    User maria = member("maria");
    ApiKey key = aToken(maria).build();
    KeyStore store = storeWith(maria, key);
    store
        .usage()
        .store(List.of(use(key, NOW.plusSeconds(9), "192.0.2.9", null)), NOW.plusSeconds(60));

    store
        .usage()
        .store(List.of(use(key, NOW.plusSeconds(5), "192.0.2.5", null)), NOW.plusSeconds(60));

    assertThat(found(store, key).usage().lastUsed()).isEqualTo(NOW.plusSeconds(9));
    assertThat(found(store, key).usage().ipAddress()).isEqualTo("192.0.2.9");
    assertThat(store.users().byId(maria.id()).orElseThrow().lastSeen())
        .isEqualTo(NOW.plusSeconds(9));
  }

  @Test
  default void givenAUsedKey_whenUsedFromAnAddressThatIsNotKnown_thenTheLastKnownOneStays() {
    User maria = member("maria");
    ApiKey key = aToken(maria).build();
    KeyStore store = storeWith(maria, key);
    store
        .usage()
        .store(List.of(use(key, NOW.plusSeconds(1), "192.0.2.9", null)), NOW.plusSeconds(60));

    store
        .usage()
        .store(List.of(use(key, NOW.plusSeconds(2), ApiKey.NO_ADDRESS, null)), NOW.plusSeconds(60));

    assertThat(found(store, key).usage().lastUsed()).isEqualTo(NOW.plusSeconds(2));
    assertThat(found(store, key).usage().ipAddress()).isEqualTo("192.0.2.9");
  }

  @Test
  default void givenADeletedKey_whenItsUseIsStored_thenItIsPassedOverAndTheOthersAreStored() {
    User maria = member("maria");
    ApiKey key = aToken(maria).build();
    KeyStore store = storeWith(maria, key);
    ApiKey gone = aToken(maria).build();

    assertThatCode(
            () ->
                store
                    .usage()
                    .store(
                        List.of(
                            use(gone, NOW.plusSeconds(1), "192.0.2.9", null),
                            use(key, NOW.plusSeconds(1), "192.0.2.9", null)),
                        NOW.plusSeconds(60)))
        .doesNotThrowAnyException();

    assertThat(store.keys().byId(gone.id())).isEmpty();
    assertThat(found(store, key).usage().lastUsed()).isEqualTo(NOW.plusSeconds(1));
  }

  @Test
  default void givenAUsedKey_whenMoreRequestsAreStored_thenTheyAreAddedWhateverTheirOrder() {
    User maria = member("maria");
    ApiKey key = aToken(maria).build();
    KeyStore store = storeWith(maria, key);
    Sighting early = new Sighting(NOW.plusSeconds(1), "192.0.2.1");
    Sighting late = new Sighting(NOW.plusSeconds(9), "192.0.2.9");

    store.usage().store(List.of(new KeyUse(key.id(), maria.id(), late, null, 5, 1)), NOW);
    store.usage().store(List.of(new KeyUse(key.id(), maria.id(), early, null, 7, 2)), NOW);

    assertThat(found(store, key).usage())
        .isEqualTo(new KeyUsage(NOW.plusSeconds(9), "192.0.2.9", 12, 3));
  }

  @Test
  default void givenAKey_whenOnlyRefusedRequestsAreStored_thenTheyAreCountedAndAreNoUse() {
    User maria = member("maria");
    ApiKey unused = aToken(maria).build();
    ApiKey used = aToken(maria).lastUsed(NOW.minusSeconds(5)).from("192.0.2.5").build();
    KeyStore store = storeWith(maria, unused);
    Given.keys(store, used);

    store
        .usage()
        .store(
            List.of(
                new KeyUse(unused.id(), maria.id(), null, null, 0, 3),
                new KeyUse(used.id(), maria.id(), null, null, 0, 4)),
            NOW);

    assertThat(found(store, unused).usage()).isEqualTo(new KeyUsage(null, ApiKey.NO_ADDRESS, 0, 3));
    assertThat(found(store, used).usage())
        .isEqualTo(new KeyUsage(NOW.minusSeconds(5), "192.0.2.5", 0, 4));
    assertThat(store.users().byId(maria.id()).orElseThrow().lastSeen()).isNull();
  }

  @Test
  default void givenNoUses_whenStored_thenNothingHappens() {
    assertThatCode(() -> store().usage().store(List.of(), NOW)).doesNotThrowAnyException();
  }

  @Test
  default void givenALiveSession_whenItSlides_thenItEndsLaterAndIsOtherwiseTheSame() {
    User maria = member("maria");
    ApiKey session = aSessionKey(maria).endingAt(NOW.plusSeconds(100)).build();
    KeyStore store = storeWith(maria, session);

    slide(store, session, NOW.plusSeconds(1), NOW.plusSeconds(900));

    assertThat(found(store, session).expiresAt()).isEqualTo(NOW.plusSeconds(900));
    assertThat(found(store, session))
        .usingRecursiveComparison()
        .ignoringFields("usage", "expiresAt")
        .isEqualTo(session);
  }

  @Test
  default void givenALiveSessionInItsLastMicrosecond_whenItSlides_thenItEndsLater() {
    User maria = member("maria");
    ApiKey session = aSessionKey(maria).endingAt(NOW.plusSeconds(100)).build();
    KeyStore store = storeWith(maria, session);

    slide(store, session, NOW.plusSeconds(100), NOW.plusSeconds(900));

    assertThat(found(store, session).expiresAt()).isEqualTo(NOW.plusSeconds(900));
  }

  @Test
  default void givenASession_whenItWouldSlideToAnEarlierEnd_thenItStays() {
    User maria = member("maria");
    ApiKey session = aSessionKey(maria).endingAt(NOW.plusSeconds(100)).build();
    KeyStore store = storeWith(maria, session);

    slide(store, session, NOW.plusSeconds(1), NOW.plusSeconds(99));

    assertThat(found(store, session).expiresAt()).isEqualTo(NOW.plusSeconds(100));
  }

  @Test
  default void givenAnExpiredSession_whenAnEarlierUseWouldExtendIt_thenItStaysDead() {
    User maria = member("maria");
    ApiKey session = aSessionKey(maria).build();
    KeyStore store = storeWith(maria, session);
    ApiKey expired = session.expire(NOW.plusSeconds(10)).orElseThrow();
    store.transactor().inTransaction(unitOfWork -> unitOfWork.keys().expire(expired));

    slide(store, session, NOW.plusSeconds(5), NOW.plusSeconds(900));
    slide(store, session, NOW.plusSeconds(10), NOW.plusSeconds(900));

    assertThat(found(store, session).expiresAt()).isEqualTo(NOW.plusSeconds(10));
    assertThat(found(store, session).expiredAt()).isEqualTo(NOW.plusSeconds(10));
  }

  @Test
  default void givenASessionPastItsEnd_whenALaterUseWouldExtendIt_thenItStaysDead() {
    User maria = member("maria");
    ApiKey session = aSessionKey(maria).endingAt(NOW.plusSeconds(100)).build();
    KeyStore store = storeWith(maria, session);

    slide(store, session, NOW.plusSeconds(100).plus(Duration.ofNanos(1000)), NOW.plusSeconds(900));

    assertThat(found(store, session).expiresAt()).isEqualTo(NOW.plusSeconds(100));
  }

  @Test
  default void givenASessionUsedInTime_whenTheUseIsStoredPastItsEnd_thenItStaysDead() {
    User maria = member("maria");
    ApiKey session = aSessionKey(maria).endingAt(NOW.plusSeconds(100)).build();
    KeyStore store = storeWith(maria, session);

    slide(store, session, NOW.plusSeconds(99), NOW.plusSeconds(900), NOW.plusSeconds(101));

    assertThat(found(store, session).expiresAt()).isEqualTo(NOW.plusSeconds(100));
  }

  @Test
  default void givenASessionWhoseEndWasMovedMeanwhile_whenAUseWouldExtendIt_thenItStays() {
    User maria = member("maria");
    ApiKey session = aSessionKey(maria).endingAt(NOW.plusSeconds(100)).build();
    KeyStore store = storeWith(maria, session);
    ApiKey seen =
        aSessionKey(maria).id(session.id().value()).endingAt(NOW.plusSeconds(500)).build();

    slide(store, seen, NOW.plusSeconds(1), NOW.plusSeconds(900));

    assertThat(found(store, session).expiresAt()).isEqualTo(NOW.plusSeconds(100));
  }

  @Test
  default void givenAToken_whenAUseWouldExtendIt_thenItStays() {
    User maria = member("maria");
    ApiKey token = aToken(maria).endingAt(NOW.plusSeconds(100)).build();
    KeyStore store = storeWith(maria, token);

    slide(store, token, NOW.plusSeconds(1), NOW.plusSeconds(900));

    assertThat(found(store, token).expiresAt()).isEqualTo(NOW.plusSeconds(100));
  }

  @Test
  default void givenAnExpireAndASlideAtOnce_whenBothAreDone_thenTheExpireIsFinal() {
    User maria = member("maria");
    KeyStore store = store();
    Given.users(store, maria);
    for (int round = 0; round < 25; round++) {
      ApiKey session = aSessionKey(maria).build();
      Given.keys(store, session);
      Instant now = NOW.plusSeconds(1);

      Race.between(
          List.of(
              () ->
                  store
                      .transactor()
                      .inTransaction(
                          unitOfWork ->
                              unitOfWork
                                  .keys()
                                  .expire(
                                      unitOfWork
                                          .keys()
                                          .find(session.id())
                                          .orElseThrow()
                                          .expire(now)
                                          .orElseThrow())),
              () -> {
                slide(store, session, now, now.plus(session.lifetime()));
                return true;
              }));

      assertThat(found(store, session).expiresAt()).isEqualTo(now);
      assertThat(found(store, session).expiredAt()).isEqualTo(now);
    }
  }

  private KeyStore storeWith(User owner, ApiKey key) {
    KeyStore store = store();
    Given.users(store, owner);
    Given.keys(store, key);
    return store;
  }

  private static void slide(KeyStore store, ApiKey key, Instant usedAt, Instant to) {
    slide(store, key, usedAt, to, usedAt);
  }

  private static void slide(KeyStore store, ApiKey key, Instant usedAt, Instant to, Instant now) {
    Slide slide = new Slide(key.expiresAt(), to);
    store.usage().store(List.of(use(key, usedAt, "192.0.2.9", slide)), now);
  }

  private static KeyUse use(ApiKey key, Instant usedAt, String ipAddress, @Nullable Slide slide) {
    return new KeyUse(key.id(), key.owner(), new Sighting(usedAt, ipAddress), slide, 1, 0);
  }

  private static ApiKey found(KeyStore store, ApiKey key) {
    KeyId id = key.id();
    return store.keys().byId(id).orElseThrow().key();
  }
}
