package dev.latchkey.core.testkit;

import static dev.latchkey.core.testkit.Fixtures.NOW;
import static dev.latchkey.core.testkit.Imports.IMPORTER;
import static dev.latchkey.core.testkit.Imports.imported;
import static dev.latchkey.core.testkit.Imports.tried;
import static dev.latchkey.core.testkit.LineBuilder.line;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.latchkey.core.audit.AuditAction;
import dev.latchkey.core.audit.AuditEntry;
import dev.latchkey.core.audit.KeyState;
import dev.latchkey.core.error.StoreException;
import dev.latchkey.core.key.AllowList;
import dev.latchkey.core.key.ApiKey;
import dev.latchkey.core.key.KeyId;
import dev.latchkey.core.key.KeyUsage;
import dev.latchkey.core.key.LoginType;
import dev.latchkey.core.key.PlaintextKey;
import dev.latchkey.core.key.Scope;
import dev.latchkey.core.key.TokenName;
import dev.latchkey.core.usecase.ImportKeys;
import dev.latchkey.core.usecase.ImportSummary;
import dev.latchkey.core.usecase.IssuedKey;
import dev.latchkey.core.usecase.KeyRef;
import dev.latchkey.core.user.User;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What {@link ImportKeys} does over every store. */
public interface ImportKeysContract extends StoreContract {

  @Test
  default void givenAKeyThatExistsElsewhere_whenImported_thenItsTokenVerifiesAndItIsAudited() {
    try (Site site = Site.over(store())) {
      User maria = site.member("maria");
      PlaintextKey token = PlaintextKey.parse("a1B2c3D4e5-" + "s".repeat(22));

      ImportSummary summary =
          imported(site, line(1).id("a1B2c3D4e5").hash(hashOf(token)).owner("MARIA").name("ci"));

      assertThat(summary).isEqualTo(new ImportSummary(1, 1));
      assertThat(site.latchkey().verifyKey().execute(token.reveal()).isValid()).isTrue();
      ApiKey key = site.stored(token.id());
      assertThat(key)
          .isEqualTo(
              new ApiKey(
                  token.id(),
                  token.hashedSecret(),
                  maria.id(),
                  new TokenName("ci"),
                  LoginType.TOKEN,
                  List.of(Scope.ALL),
                  AllowList.EVERYTHING,
                  Duration.between(NOW, Instant.parse("2026-12-31T23:59:59Z"))
                      .truncatedTo(ChronoUnit.SECONDS),
                  NOW,
                  NOW,
                  Instant.parse("2026-12-31T23:59:59Z"),
                  null,
                  KeyUsage.NONE));
      AuditEntry entry = site.audit(token.id()).get(0);
      assertThat(entry.action()).isEqualTo(AuditAction.CREATE);
      assertThat(entry.actor()).isEqualTo(IMPORTER.actor());
      assertThat(entry.request()).isEqualTo(IMPORTER.request());
      assertThat(entry.time()).isEqualTo(NOW);
      assertThat(entry.newState()).isEqualTo(KeyState.of(key));
    }
  }

  @Test
  default void givenEveryField_whenImported_thenEachIsStored() {
    try (Site site = Site.over(store())) {
      User maria = site.member("maria");

      imported(
          site,
          line(1)
              .owner(maria.id().toString())
              .createdAt("2020-01-01t02:00:00.1234567+02:00")
              .lastUsed("2026-02-01T00:00:00Z")
              .lifetime(77)
              .scopes("workspace:read", "all")
              .allowing("workspace:*"));

      ApiKey key = site.stored(new KeyId("0000000001"));
      assertThat(key.createdAt()).isEqualTo("2020-01-01T00:00:00.123456Z");
      assertThat(key.updatedAt()).isEqualTo(key.createdAt());
      assertThat(key.usage().lastUsed()).isEqualTo("2026-02-01T00:00:00Z");
      assertThat(key.lifetime()).isEqualTo(Duration.ofSeconds(77));
      assertThat(key.scopes()).containsExactly(Scope.ALL, new Scope("workspace:read"));
      assertThat(key.allowList()).hasToString("[workspace:*]");
    }
  }

  @Test
  default void givenKeysThatHaveEnded_whenImported_thenTheyAreDeadAndTakeNoNames() {
    try (Site site = Site.over(store())) {
      User maria = site.member("maria");
      PlaintextKey token = PlaintextKey.parse("0000000001-" + "s".repeat(22));
      IssuedKey live = site.issue(maria, "ci");

      imported(
          site,
          line(1)
              .hash(hashOf(token))
              .name("ci")
              .expiresAt("2025-06-01T00:00:00Z")
              .expiredAt("2025-06-01T00:00:01Z"),
          line(2).name("ci").expiresAt("2025-06-01T00:00:00Z"),
          line(3).name("ci").expiresAt("2025-07-01T00:00:00Z"));

      assertThat(site.latchkey().verifyKey().execute(token.reveal()).isValid()).isFalse();
      ApiKey marked = site.stored(token.id());
      assertThat(marked.expiredAt()).isEqualTo("2025-06-01T00:00:01Z");
      assertThat(marked.isExpired(Instant.EPOCH)).isTrue();
      assertThat(marked.updatedAt()).isEqualTo(marked.expiredAt());
      assertThat(marked.createdAt()).isEqualTo("2025-06-01T00:00:00Z");
      assertThat(site.stored(new KeyId("0000000002")).lifetime()).isEqualTo(Duration.ofSeconds(1));
      assertThat(
              site.store().keys().byName(maria.id(), new TokenName("ci"), NOW).orElseThrow().key())
          .isEqualTo(live.key());
    }
  }

  @Test
  default void
      givenATokenThatEndsByItself_whenALaterOneIsImportedThatHasEnded_thenItIsTheOneOfTheName() {
    try (Site site = Site.over(store())) {
      User maria = site.member("maria");
      User otto = site.member("otto");
      Instant end = site.issue(maria, "ci").key().expiresAt();
      site.issue(otto, "ci");

      imported(site, endedCi(1, maria));
      site.clock().set(end.plusSeconds(1));
      imported(site, endedCi(2, otto));

      assertThat(foundAsCi(site, maria)).isEqualTo(new KeyId("0000000001"));
      assertThat(foundAsCi(site, otto)).isEqualTo(new KeyId("0000000002"));
    }
  }

  private static LineBuilder endedCi(long number, User owner) {
    String end = NOW.plusSeconds(2).toString();
    return line(number)
        .owner(owner.username().value())
        .name("ci")
        .createdAt(NOW.plusSeconds(1).toString())
        .expiresAt(end)
        .expiredAt(end);
  }

  private static KeyId foundAsCi(Site site, User owner) {
    KeyRef ci = new KeyRef.ByName(owner.id(), new TokenName("ci"));
    return site.latchkey().findKey().execute(IMPORTER, ci).key().id();
  }

  @Test
  default void givenAnExpiredHolderOfTheName_whenImported_thenTheNameIsFree() {
    try (Site site = Site.over(store())) {
      User maria = site.member("maria");
      site.latchkey().expireKey().execute(IMPORTER, site.issue(maria, "ci").key().id());

      assertThat(imported(site, line(1).name("ci")).keys()).isEqualTo(1);
    }
  }

  @Test
  default void givenADryRun_whenAllIsWell_thenItSaysTheSameAndChangesNothing() {
    try (Site site = Site.over(store())) {
      site.member("maria");
      site.member("otto");
      LineBuilder[] lines = {line(1), line(2), line(3).owner("otto")};

      assertThat(tried(site, lines)).isEqualTo(new ImportSummary(3, 2));
      assertThat(site.store().keys().byId(new KeyId("0000000001"))).isEmpty();
      assertThat(site.audit()).isEmpty();
      assertThat(imported(site, lines)).isEqualTo(new ImportSummary(3, 2));
      assertThat(site.audit()).hasSize(3);
    }
  }

  @Test
  default void givenNoLine_whenImported_thenNothingHappens() {
    try (Site site = Site.over(store())) {
      assertThat(imported(site)).isEqualTo(new ImportSummary(0, 0));
    }
  }

  @Test
  default void givenAFailingAuditTrail_whenImported_thenNothingIs() {
    AuditFailing store = new AuditFailing(store());
    try (Site site = Site.over(store)) {
      site.member("maria");
      store.startFailing();

      assertThatExceptionOfType(StoreException.class)
          .isThrownBy(() -> imported(site, line(1), line(2)));

      assertThat(store.keys().usedAmong(List.of(new KeyId("0000000001")))).isEmpty();
    }
  }

  private static String hashOf(PlaintextKey token) {
    return HexFormat.of().formatHex(token.hashedSecret().toBytes());
  }
}
