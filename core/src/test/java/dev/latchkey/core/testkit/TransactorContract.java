package dev.latchkey.core.testkit;

import static dev.latchkey.core.testkit.Fixtures.NOW;
import static dev.latchkey.core.testkit.Fixtures.aRequest;
import static dev.latchkey.core.testkit.Fixtures.aToken;
import static dev.latchkey.core.testkit.Fixtures.member;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.latchkey.core.audit.Actor;
import dev.latchkey.core.audit.AuditEntry;
import dev.latchkey.core.key.ApiKey;
import dev.latchkey.core.port.AuditQueries.Filter;
import dev.latchkey.core.port.KeyStore;
import dev.latchkey.core.port.Transactor;
import dev.latchkey.core.port.UnitOfWork;
import dev.latchkey.core.user.User;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What every {@link Transactor} does. */
public interface TransactorContract extends StoreContract {

  @Test
  default void givenWork_whenItReturns_thenAllItDidIsThereAndItsResultIsHandedOn() {
    KeyStore store = store();
    User owner = member("maria");
    ApiKey key = aToken(owner).build();

    String result =
        store
            .transactor()
            .inTransaction(
                unitOfWork -> {
                  insertAll(unitOfWork, owner, key);
                  return "done";
                });

    assertThat(result).isEqualTo("done");
    assertThat(store.users().byId(owner.id())).isPresent();
    assertThat(store.keys().byId(key.id())).isPresent();
    assertThat(store.audit().search(Filter.ALL, 0, 10).count()).isEqualTo(1);
  }

  @Test
  default void givenWork_whenItThrowsAtItsEnd_thenStateAndAuditAreBothUndone() {
    KeyStore store = store();
    User owner = member("maria");
    ApiKey key = aToken(owner).build();

    assertThatThrownBy(
            () ->
                store
                    .transactor()
                    .inTransaction(
                        unitOfWork -> {
                          insertAll(unitOfWork, owner, key);
                          throw new Stop();
                        }))
        .isExactlyInstanceOf(Stop.class);

    assertThat(store.users().anyExists()).isFalse();
    assertThat(store.keys().byId(key.id())).isEmpty();
    assertThat(store.audit().search(Filter.ALL, 0, 10).count()).isZero();
  }

  @Test
  default void givenAStoredKey_whenItsExpireIsUndone_thenItIsAsItWas() {
    KeyStore store = store();
    User owner = member("maria");
    ApiKey key = aToken(owner).build();
    Given.users(store, owner);
    Given.keys(store, key);

    assertThatThrownBy(
            () ->
                store
                    .transactor()
                    .inTransaction(
                        unitOfWork -> {
                          unitOfWork.keys().expire(key.expire(NOW).orElseThrow());
                          throw new Stop();
                        }))
        .isExactlyInstanceOf(Stop.class);

    assertThat(store.keys().byId(key.id()).orElseThrow().key())
        .usingRecursiveComparison()
        .isEqualTo(key);
  }

  @Test
  default void givenWork_whenItThrows_thenTheVeryExceptionPassesThrough() {
    Stop stop = new Stop();

    Throwable thrown =
        catchThrowable(
            () ->
                store()
                    .transactor()
                    .inTransaction(
                        unitOfWork -> {
                          throw stop;
                        }));

    assertThat(thrown).isSameAs(stop);
  }

  @Test
  default void givenATransaction_whenAnotherBeginsInside_thenItIsRefusedAndNothingIsCommitted() {
    KeyStore store = store();
    Transactor transactor = store.transactor();

    assertThatThrownBy(
            () ->
                transactor.inTransaction(
                    outer -> {
                      outer.users().insert(member("maria"));
                      return transactor.<Object>inTransaction(inner -> "never");
                    }))
        .isInstanceOf(IllegalStateException.class);

    assertThat(store.users().anyExists()).isFalse();
  }

  @Test
  default void givenARefusedNestedTransaction_whenItIsCaught_thenTheOuterOneGoesOn() {
    KeyStore store = store();
    Transactor transactor = store.transactor();

    transactor.inTransaction(
        outer -> {
          assertThatThrownBy(() -> transactor.inTransaction(inner -> "never"))
              .isInstanceOf(IllegalStateException.class);
          outer.users().insert(member("maria"));
          return "done";
        });

    assertThat(store.users().anyExists()).isTrue();
  }

  @Test
  default void givenAFailedTransaction_whenTheNextBegins_thenItWorks() {
    KeyStore store = store();
    assertThatThrownBy(
            () ->
                store
                    .transactor()
                    .inTransaction(
                        unitOfWork -> {
                          throw new Stop();
                        }))
        .isInstanceOf(Stop.class);

    Given.users(store, member("maria"));

    assertThat(store.users().anyExists()).isTrue();
  }

  @Test
  default void givenAnOpenTransaction_whenOthersRead_thenTheySeeNothingOfIt() {
    KeyStore store = store();
    User user = member("maria");

    store
        .transactor()
        .inTransaction(
            unitOfWork -> {
              unitOfWork.users().insert(user);
              Boolean seen = Race.of(1, () -> store.users().byId(user.id()).isPresent()).get(0);
              assertThat(seen).isFalse();
              return "done";
            });

    assertThat(store.users().byId(user.id())).isPresent();
  }

  @Test
  default void givenManyTransactionsAtOnce_whenEachInserts_thenNoneIsLost() {
    KeyStore store = store();
    User owner = member("maria");
    Given.users(store, owner);
    List<ApiKey> keys = IntStream.range(0, 40).mapToObj(i -> aToken(owner).build()).toList();

    Race.between(
        IntStream.range(0, 4)
            .mapToObj(
                thread ->
                    (Callable<Integer>)
                        () -> {
                          for (int i = thread; i < keys.size(); i += 4) {
                            Given.keys(store, keys.get(i));
                          }
                          return thread;
                        })
            .toList());

    assertThat(keys).allSatisfy(key -> assertThat(store.keys().byId(key.id())).isPresent());
  }

  @Test
  default void givenManyTransactionsAtOnce_whenEachReadsThenDecides_thenOnlyOneFindsItUndone() {
    KeyStore store = store();
    User owner = member("maria");
    Given.users(store, owner);
    for (int round = 0; round < 25; round++) {
      ApiKey key = aToken(owner).build();
      Given.keys(store, key);

      List<Boolean> changed =
          Race.of(
              4,
              () ->
                  store
                      .transactor()
                      .inTransaction(
                          unitOfWork ->
                              unitOfWork
                                  .keys()
                                  .find(key.id())
                                  .orElseThrow()
                                  .expire(NOW)
                                  .map(unitOfWork.keys()::expire)
                                  .orElse(false)));

      assertThat(changed).containsOnlyOnce(true);
    }
  }

  private static void insertAll(UnitOfWork unitOfWork, User owner, ApiKey key) {
    unitOfWork.users().insert(owner);
    unitOfWork.keys().insert(key, NOW);
    unitOfWork
        .audit()
        .append(AuditEntry.keyCreated(key, new Actor.SystemActor("test"), aRequest(), NOW));
  }

  /** What only a test throws. */
  final class Stop extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private Stop() {
      super("stop");
    }
  }
}
