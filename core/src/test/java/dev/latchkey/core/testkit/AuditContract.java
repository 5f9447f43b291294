package dev.latchkey.core.testkit;

import static dev.latchkey.core.testkit.Fixtures.NOW;
import static dev.latchkey.core.testkit.Fixtures.aRequest;
import static dev.latchkey.core.testkit.Fixtures.aSessionKey;
import static dev.latchkey.core.testkit.Fixtures.aToken;
import static dev.latchkey.core.testkit.Fixtures.member;
import static dev.latchkey.core.testkit.Fixtures.suspended;
import static dev.latchkey.core.testkit.Fixtures.userWith;
import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.core.audit.Actor;
import dev.latchkey.core.audit.AuditAction;
import dev.latchkey.core.audit.AuditEntry;
import dev.latchkey.core.audit.RequestInfo;
import dev.latchkey.core.key.AllowList;
import dev.latchkey.core.key.ApiKey;
import dev.latchkey.core.key.KeyId;
import dev.latchkey.core.port.AuditPort;
import dev.latchkey.core.port.AuditQueries;
import dev.latchkey.core.port.AuditQueries.AuditPage;
import dev.latchkey.core.port.AuditQueries.Filter;
import dev.latchkey.core.port.KeyStore;
import dev.latchkey.core.user.Role;
import dev.latchkey.core.user.User;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What every {@link AuditPort} and the {@link AuditQueries} beside it do. */
public interface AuditContract extends StoreContract {

  @Test
  default void givenTheLifeOfAKey_whenSearched_thenEveryFieldOfEveryEntryComesBack() {
    User maria = member("maria");
    ApiKey key =
        aToken(maria)
            .named("Schlüssel 🔑 \"ключ\"")
            .scopes("workspace:read", "api_key:*")
            .allowing(
                AllowList.of(
                    List.of(
                        AllowList.Entry.parse(
                            "workspace:f47ac10b-58cc-4372-a567-0e02b2c3d479",
                            Set.of("workspace")))))
            .lastUsed(NOW.plusSeconds(2))
            .build();
    ApiKey expired = key.expire(NOW.plusSeconds(3)).orElseThrow();
    Actor user = Actor.UserActor.byKey(maria.id(), maria.username(), new KeyId("0123456789"));
    AuditEntry created = AuditEntry.keyCreated(key, user, aRequest(), NOW);
    AuditEntry ended =
        AuditEntry.keyExpired(
            key, expired, new Actor.LocalOperator("root"), RequestInfo.local(), NOW.plusSeconds(3));
    Actor standIn =
        Actor.UserActor.byOperator(
            maria.id(), maria.username(), new Actor.LocalOperator("root\tß"));
    AuditEntry looked = AuditEntry.keyDeleted(expired, standIn, aRequest(), NOW.plusSeconds(4));
    AuditEntry deleted =
        AuditEntry.keyDeleted(
            expired, new Actor.SystemActor("host <\"product\">"), aRequest(), NOW.plusSeconds(5));

    assertThat(searchedAgain(created, ended, looked, deleted))
        .usingRecursiveComparison()
        .isEqualTo(List.of(deleted, looked, ended, created));
  }

  @Test
  default void givenNewUsers_whenSearched_thenEveryFieldOfEveryEntryComesBack() {
    Actor server = new Actor.SystemActor("server");
    AuditEntry first =
        AuditEntry.userCreated(
            userWith("Maria", Role.OWNER, Role.AUDITOR), server, aRequest(), NOW);
    AuditEntry second =
        AuditEntry.userCreated(suspended(member("otto")), server, aRequest(), NOW.plusSeconds(1));

    assertThat(searchedAgain(first, second))
        .usingRecursiveComparison()
        .isEqualTo(List.of(second, first));
  }

  @Test
  default void givenADeniedAttemptAndAReason_whenSearched_thenBothComeBack() {
    ApiKey key = aToken(member("maria")).build();
    Actor server = new Actor.SystemActor("server");
    AuditEntry denied =
        AuditEntry.keyDenied(
            AuditAction.DELETE, key, server, aRequest(), NOW, "no right <\"to it\">");
    AuditEntry purged = AuditEntry.keyPurged(key, server, aRequest(), NOW).because("retention");

    assertThat(searchedAgain(denied, purged))
        .usingRecursiveComparison()
        .isEqualTo(List.of(purged, denied));
  }

  @Test
  default void givenASessionKey_whenItsEntryIsSearched_thenTheTargetIsEmpty() {
    AuditEntry entry = entryFor(aSessionKey(member("maria")).build());

    assertThat(searchedAgain(entry)).usingRecursiveComparison().isEqualTo(List.of(entry));
    assertThat(entry.target()).isEmpty();
  }

  @Test
  default void givenALongUserAgentInAnyScript_whenSearched_thenItComesBack() {
    AuditEntry entry =
        AuditEntry.keyCreated(
            aToken(member("maria")).build(),
            new Actor.SystemActor("server"),
            new RequestInfo(UUID.randomUUID(), "2001:db8::7", "ключ\n\t🔑".repeat(99)),
            NOW);

    assertThat(searchedAgain(entry)).usingRecursiveComparison().isEqualTo(List.of(entry));
  }

  @Test
  default void givenAnEntryThatIsStored_whenItIsAddedAgain_thenItIsThereOnceAndTheRestIsAdded() {
    KeyStore store = store();
    AuditEntry entry = entryFor(aToken(member("maria")).build());
    AuditEntry other = entryFor(aToken(member("otto")).build());
    Given.audit(store, entry);

    Given.audit(store, entry, other);

    assertThat(ids(store.audit().search(Filter.ALL, 0, 100).entries()))
        .containsExactly(other.id(), entry.id());
  }

  @Test
  default void givenEntriesOfOneInstant_whenSearched_thenTheLastOneAddedComesFirst() {
    List<AuditEntry> entries =
        IntStream.range(0, 20).mapToObj(i -> entryFor(aToken(member("maria")).build())).toList();

    List<AuditEntry> found = searchedAgain(entries.toArray(AuditEntry[]::new));

    assertThat(ids(found)).isEqualTo(reversed(ids(entries)));
  }

  @Test
  default void givenEntries_whenReadInPages_thenOffsetAndLimitHoldAndTheCountIsOfAll() {
    KeyStore store = store();
    List<AuditEntry> entries =
        IntStream.range(0, 5).mapToObj(i -> entryFor(aToken(member("maria")).build())).toList();
    Given.audit(store, entries.toArray(AuditEntry[]::new));
    List<UUID> newestFirst = reversed(ids(entries));

    AuditPage first = store.audit().search(Filter.ALL, 0, 2);
    AuditPage last = store.audit().search(Filter.ALL, 4, 2);
    AuditPage beyond = store.audit().search(Filter.ALL, 5, 2);

    assertThat(ids(first.entries())).isEqualTo(newestFirst.subList(0, 2));
    assertThat(ids(last.entries())).isEqualTo(newestFirst.subList(4, 5));
    assertThat(beyond.entries()).isEmpty();
    assertThat(List.of(first.count(), last.count(), beyond.count())).containsOnly(5L);
  }

  @Test
  default void givenEntriesOfSeveralKeysAndUsers_whenFilteredByKey_thenOnlyItsOwnAreFound() {
    KeyStore store = store();
    ApiKey key = aToken(member("maria")).id("aaaaaaaaaa").build();
    AuditEntry mine = entryFor(key);
    AuditEntry mineToo = entryFor(key);
    Given.audit(
        store,
        mine,
        entryFor(aToken(member("maria")).id("AAAAAAAAAA").build()),
        AuditEntry.userCreated(member("otto"), new Actor.SystemActor("server"), aRequest(), NOW),
        mineToo);

    AuditPage found = store.audit().search(Filter.ofKey(key.id()), 0, 10);

    assertThat(ids(found.entries())).containsExactly(mineToo.id(), mine.id());
    assertThat(found.count()).isEqualTo(2);
    assertThat(store.audit().search(Filter.ofKey(new KeyId("0123456789")), 0, 10).count()).isZero();
  }

  @Test
  default void givenAKeyWithEntries_whenItIsDeleted_thenTheyAreStillThere() {
    KeyStore store = store();
    User maria = member("maria");
    Given.users(store, maria);
    ApiKey key = aToken(maria).build();
    Given.keys(store, key);
    AuditEntry entry = entryFor(key);
    Given.audit(store, entry);

    store.transactor().inTransaction(unitOfWork -> unitOfWork.keys().delete(key.id()));

    assertThat(ids(store.audit().search(Filter.ofKey(key.id()), 0, 10).entries()))
        .containsExactly(entry.id());
  }

  private List<AuditEntry> searchedAgain(AuditEntry... entries) {
    KeyStore store = store();
    Given.audit(store, entries);
    return store.audit().search(Filter.ALL, 0, 100).entries();
  }

  private static AuditEntry entryFor(ApiKey key) {
    return AuditEntry.keyCreated(key, new Actor.SystemActor("server"), aRequest(), NOW);
  }

  private static List<UUID> ids(List<AuditEntry> entries) {
    return entries.stream().map(AuditEntry::id).toList();
  }

  private static List<UUID> reversed(List<UUID> ids) {
    return IntStream.range(0, ids.size()).mapToObj(i -> ids.get(ids.size() - 1 - i)).toList();
  }
}
