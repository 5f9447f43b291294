package dev.latchkey.core.testkit;

import static dev.latchkey.core.testkit.Fixtures.NOW;
import static dev.latchkey.core.testkit.Fixtures.aRequest;
import static dev.latchkey.core.testkit.Fixtures.aToken;
import static dev.latchkey.core.testkit.Fixtures.member;
import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.core.audit.Actor;
import dev.latchkey.core.audit.Actor.LocalOperator;
import dev.latchkey.core.audit.Actor.SystemActor;
import dev.latchkey.core.audit.Actor.UserActor;
import dev.latchkey.core.audit.AuditAction;
import dev.latchkey.core.audit.AuditEntry;
import dev.latchkey.core.audit.RequestInfo;
import dev.latchkey.core.audit.ResourceType;
import dev.latchkey.core.key.ApiKey;
import dev.latchkey.core.key.KeyId;
import dev.latchkey.core.port.AuditQueries;
import dev.latchkey.core.port.AuditQueries.AuditPage;
import dev.latchkey.core.port.AuditQueries.Filter;
import dev.latchkey.core.port.KeyStore;
import dev.latchkey.core.user.User;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Which entries every {@link AuditQueries} finds, and in which order. */
public interface AuditFilterContract extends StoreContract {

  /** The trail that the examples search. */
  final class Trail {

    private static final User MARIA = member("Maria");
    private static final User OTTO = member("otto");
    private static final ApiKey CI = aToken(MARIA).named("Über-CI").build();
    private static final ApiKey CD = aToken(OTTO).named("cd").build();
    private static final UUID REQUEST = UUID.randomUUID();

    private static final AuditEntry OTTO_IS_MADE =
        AuditEntry.userCreated(OTTO, new SystemActor("server"), aRequest(), NOW);
    private static final AuditEntry CI_IS_MADE =
        AuditEntry.keyCreated(CI, by(MARIA), aRequest(), NOW.plusSeconds(1));
    private static final AuditEntry CD_IS_MADE =
        AuditEntry.keyCreated(CD, new LocalOperator("MARIA"), aRequest(), NOW.plusSeconds(2));
    private static final AuditEntry CI_IS_EXPIRED =
        AuditEntry.keyExpired(
            CI, CI.expire(NOW).orElseThrow(), by(OTTO), inRequest(), NOW.plusSeconds(3));
    private static final AuditEntry OTTO_IS_CHANGED =
        AuditEntry.userChanged(OTTO, OTTO, by(MARIA), inRequest(), NOW.plusSeconds(4));
    private static final AuditEntry CD_IS_DELETED =
        AuditEntry.keyDeleted(CD, by(member("otto")), aRequest(), NOW.plusSeconds(5));

    private static final List<AuditEntry> ALL =
        List.of(
            OTTO_IS_MADE, CI_IS_MADE, CD_IS_MADE, CI_IS_EXPIRED, OTTO_IS_CHANGED, CD_IS_DELETED);

    private Trail() {}

    private static Actor by(User user) {
      return UserActor.byKey(user.id(), user.username(), new KeyId("0123456789"));
    }

    private static RequestInfo inRequest() {
      return new RequestInfo(REQUEST, "", "");
    }
  }

  @Test
  default void givenATrail_whenFilteredByOneThing_thenJustThatIsFoundNewestFirst() {
    KeyStore store = storeWith(Trail.ALL);

    assertFound(
        store,
        Filter.builder().requestId(Trail.REQUEST),
        Trail.OTTO_IS_CHANGED,
        Trail.CI_IS_EXPIRED);
    assertFound(
        store, Filter.builder().keyId(Trail.CD.id()), Trail.CD_IS_DELETED, Trail.CD_IS_MADE);
    assertFound(
        store,
        Filter.builder().userId(Trail.OTTO.id()),
        Trail.CD_IS_DELETED,
        Trail.OTTO_IS_CHANGED,
        Trail.CD_IS_MADE,
        Trail.OTTO_IS_MADE);
    assertFound(
        store,
        Filter.builder().resourceType(ResourceType.USER),
        Trail.OTTO_IS_CHANGED,
        Trail.OTTO_IS_MADE);
    assertFound(
        store,
        Filter.builder().resourceType(ResourceType.API_KEY),
        Trail.CD_IS_DELETED,
        Trail.CI_IS_EXPIRED,
        Trail.CD_IS_MADE,
        Trail.CI_IS_MADE);
    assertFound(
        store,
        Filter.builder().action(AuditAction.CREATE),
        Trail.CD_IS_MADE,
        Trail.CI_IS_MADE,
        Trail.OTTO_IS_MADE);
    assertFound(store, Filter.builder().action(AuditAction.PURGE));
  }

  @Test
  default void givenATrail_whenFilteredByName_thenItsCaseDoesNotMatterInAnyScript() {
    KeyStore store = storeWith(Trail.ALL);

    for (String name : List.of("Über-CI", "über-ci", "ÜBER-CI")) {
      assertFound(store, Filter.builder().target(name), Trail.CI_IS_EXPIRED, Trail.CI_IS_MADE);
    }
    assertFound(store, Filter.builder().target("Uber-CI"));
    assertFound(store, Filter.builder().target("%"));
    assertFound(
        store,
        Filter.builder().actor("maria"),
        Trail.OTTO_IS_CHANGED,
        Trail.CD_IS_MADE,
        Trail.CI_IS_MADE);
    assertFound(store, Filter.builder().actor("SERVER"), Trail.OTTO_IS_MADE);
  }

  /** An operator of the machine may be called as a user is, and a name may get another user. */
  @Test
  default void givenOthersOfThatName_whenFilteredByUser_thenTheyAreNotTakenForThem() {
    KeyStore store = storeWith(Trail.ALL);

    assertFound(store, Filter.builder().username("mARIA"), Trail.OTTO_IS_CHANGED, Trail.CI_IS_MADE);
    assertFound(store, Filter.builder().username("Otto"), Trail.CD_IS_DELETED, Trail.CI_IS_EXPIRED);
    assertFound(store, Filter.builder().user(Trail.OTTO), Trail.CI_IS_EXPIRED);
  }

  @Test
  default void givenAnExpiredKey_whenChangesAreSearched_thenItIsOneOfThem() {
    KeyStore store = storeWith(Trail.ALL);

    assertFound(
        store,
        Filter.builder().action(AuditAction.WRITE),
        Trail.OTTO_IS_CHANGED,
        Trail.CI_IS_EXPIRED);
    assertFound(store, Filter.builder().action(AuditAction.EXPIRE), Trail.CI_IS_EXPIRED);
  }

  @Test
  default void givenASpanOfTime_whenSearched_thenItsBeginningIsInAndItsEndIsNot() {
    KeyStore store = storeWith(Trail.ALL);
    Instant from = NOW.plusSeconds(2);

    assertFound(
        store,
        Filter.builder().from(from).until(NOW.plusSeconds(4)),
        Trail.CI_IS_EXPIRED,
        Trail.CD_IS_MADE);
    assertFound(
        store,
        Filter.builder().from(from.plusNanos(1_000)).until(NOW.plusSeconds(4).plusNanos(1_000)),
        Trail.OTTO_IS_CHANGED,
        Trail.CI_IS_EXPIRED);
    assertFound(
        store,
        Filter.builder().keyId(Trail.CD.id()).from(from.plusSeconds(1)),
        Trail.CD_IS_DELETED);
    assertFound(store, Filter.builder().from(Instant.parse("9999-12-31T00:00:00Z")));
    assertFound(store, Filter.builder().until(Instant.parse("0000-01-01T00:00:00Z")));
    assertThat(store.audit().search(Filter.NOTHING, 0, 10)).isEqualTo(new AuditPage(List.of(), 0));
  }

  @Test
  default void givenSeveralConditions_whenSearched_thenAllOfThemHold() {
    KeyStore store = storeWith(Trail.ALL);

    assertFound(
        store,
        Filter.builder()
            .requestId(Trail.REQUEST)
            .keyId(Trail.CI.id())
            .userId(Trail.MARIA.id())
            .target("über-ci")
            .resourceType(ResourceType.API_KEY)
            .actor("OTTO")
            .user(Trail.OTTO)
            .action(AuditAction.EXPIRE)
            .from(NOW)
            .until(NOW.plusSeconds(9)),
        Trail.CI_IS_EXPIRED);
    assertFound(store, Filter.builder().actor("otto").username("maria"));
    assertFound(store, Filter.builder().keyId(Trail.CI.id()).resourceType(ResourceType.USER));
    assertFound(
        store,
        Filter.builder().resourceType(ResourceType.USER).action(AuditAction.WRITE),
        Trail.OTTO_IS_CHANGED);
  }

  /** A node may be behind, or an attempt be stored a moment later. */
  @Test
  default void givenAnEntryThatIsStoredLate_whenSearched_thenItStandsWhereItsTimeIs() {
    List<AuditEntry> late =
        List.of(Trail.CI_IS_EXPIRED, Trail.CD_IS_DELETED, Trail.OTTO_IS_CHANGED);

    assertFound(
        storeWith(late),
        Filter.builder(),
        Trail.CD_IS_DELETED,
        Trail.OTTO_IS_CHANGED,
        Trail.CI_IS_EXPIRED);
  }

  /** Whoever follows the trail goes by the order of storing, which no clock can disturb. */
  @Test
  default void givenEntriesThatAreStoredLate_whenReadOnFromOne_thenTheyComeAsTheyWereStored() {
    KeyStore store =
        storeWith(
            List.of(
                Trail.CD_IS_DELETED, Trail.CI_IS_EXPIRED, Trail.OTTO_IS_CHANGED, Trail.CI_IS_MADE));

    assertFound(
        store,
        Filter.builder().storedAfter(Trail.CI_IS_EXPIRED.id()),
        Trail.OTTO_IS_CHANGED,
        Trail.CI_IS_MADE);
    assertFound(
        store,
        Filter.builder().storedAfter(Filter.FIRST).keyId(Trail.CI.id()),
        Trail.CI_IS_EXPIRED,
        Trail.CI_IS_MADE);
    assertFound(
        store,
        Filter.builder().storedAfter(Trail.CD_IS_DELETED.id()).from(NOW.plusSeconds(3)),
        Trail.CI_IS_EXPIRED,
        Trail.OTTO_IS_CHANGED);
    assertFound(store, Filter.builder().storedAfter(Trail.CI_IS_MADE.id()));
    assertFound(store, Filter.builder().storedAfter(UUID.randomUUID()));
  }

  /** Against the twin, which looks at every entry. */
  @Test
  default void givenAnyTrail_whenFilteredInAnyWay_thenTheSameIsFoundAsWithoutIndexes() {
    long seed = System.nanoTime();
    RandomTrail random = new RandomTrail(new Random(seed));
    KeyStore twin = new InMemoryKeyStore();
    List<AuditEntry> entries = random.entries(300);
    Given.audit(twin, entries.toArray(AuditEntry[]::new));
    KeyStore store = storeWith(entries);

    for (int i = 0; i < 200; i++) {
      Filter filter = random.filter();
      int offset = random.upTo(3);
      int limit = 1 + random.upTo(9);
      AuditPage expected = twin.audit().search(filter, offset, limit);
      AuditPage found = store.audit().search(filter, offset, limit);

      assertThat(found).as("seed %s: %s", seed, filter).isEqualTo(expected);
    }
  }

  private KeyStore storeWith(List<AuditEntry> entries) {
    KeyStore store = store();
    Given.audit(store, entries.toArray(AuditEntry[]::new));
    return store;
  }

  private static void assertFound(KeyStore store, Filter.Builder filter, AuditEntry... expected) {
    AuditPage page = store.audit().search(filter.build(), 0, 100);
    List<UUID> ids = new ArrayList<>();
    page.entries().forEach(entry -> ids.add(entry.id()));
    assertThat(ids).as("%s", filter.build()).isEqualTo(idsOf(expected));
    assertThat(page.count()).isEqualTo(expected.length);
  }

  private static List<UUID> idsOf(AuditEntry... entries) {
    return List.of(entries).stream().map(AuditEntry::id).toList();
  }
}
