package dev.latchkey.core.testkit;

import static dev.latchkey.core.testkit.Fixtures.NOW;
import static dev.latchkey.core.testkit.Fixtures.aSessionKey;
import static dev.latchkey.core.testkit.Fixtures.aToken;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.latchkey.core.authority.Caller;
import dev.latchkey.core.authority.Caller.Trusted;
import dev.latchkey.core.key.AllowList;
import dev.latchkey.core.key.ApiKey;
import dev.latchkey.core.usecase.ExportKeys;
import dev.latchkey.core.usecase.ImportLine;
import dev.latchkey.core.usecase.PortableKey;
import dev.latchkey.core.user.User;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What {@link ExportKeys} does over every store. */
public interface ExportKeysContract extends StoreContract {

  /** Who exports in these tests. */
  Trusted EXPORTER = Caller.localOperator("root");

  @Test
  default void givenAnExport_whenImportedIntoAStoreWithTheSameUsers_thenEveryTokenIsThereAsItWas() {
    User maria = Fixtures.member("Maria");
    User otto = Fixtures.member("otto");
    try (Site from = Site.over(store());
        Site to = Site.over(new InMemoryKeyStore())) {
      for (Site site : List.of(from, to)) {
        site.user(maria);
        site.user(otto);
      }
      List<ApiKey> keys = severalKeys(maria, otto);
      keys.forEach(from::key);
      from.key(aSessionKey(maria).build());

      List<PortableKey> exported = export(from, true);
      importAll(to, exported);

      assertThat(exported).hasSize(keys.size());
      assertThat(keys).allSatisfy(key -> assertThat(to.stored(key.id())).isEqualTo(key));
      assertThat(export(to, true)).isEqualTo(exported);
    }
  }

  @Test
  default void givenAnExport_whenImportedIntoThisStore_thenEveryTokenIsThereAsItWas() {
    User maria = Fixtures.member("Maria");
    User otto = Fixtures.member("otto");
    try (Site from = Site.over(new InMemoryKeyStore());
        Site to = Site.over(store())) {
      for (Site site : List.of(from, to)) {
        site.user(maria);
        site.user(otto);
      }
      List<ApiKey> keys = severalKeys(maria, otto);
      keys.forEach(from::key);

      importAll(to, export(from, true));

      assertThat(keys).allSatisfy(key -> assertThat(to.stored(key.id())).isEqualTo(key));
    }
  }

  @Test
  default void givenExpiredTokens_whenExportedWithoutThem_thenOnlyTheLiveOnesAreThere() {
    try (Site site = Site.over(store())) {
      User maria = site.member("maria");
      site.key(aToken(maria).id("expired000").expiredAt(NOW).build());
      site.key(aToken(maria).id("ended00000").endingAt(NOW.minusSeconds(1)).build());
      site.key(aToken(maria).id("live000000").build());

      assertThat(export(site, false)).extracting(PortableKey::id).containsExactly("live000000");
    }
  }

  @Test
  default void givenADeletedUser_whenExported_thenTheirTokensAreNotTakenForTheirNamesakes() {
    try (Site site = Site.over(store())) {
      User gone = site.member("maria");
      site.key(aToken(gone).build());
      site.latchkey().deleteUser().execute(EXPORTER, gone.id());
      site.key(aToken(site.member("maria")).id("namesake00").build());

      assertThat(export(site, true)).extracting(PortableKey::id).containsExactly("namesake00");
    }
  }

  @Test
  default void givenManyTokens_whenExported_thenEachComesOnce() {
    try (Site site = Site.over(store())) {
      User maria = site.member("maria");
      ApiKey[] keys =
          IntStream.rangeClosed(1, 2000)
              .mapToObj(
                  number ->
                      aToken(maria)
                          .id(String.format(Locale.ROOT, "%010d", number))
                          .expiredAt(NOW)
                          .build())
              .toArray(ApiKey[]::new);
      Given.keys(site.store(), keys);

      List<PortableKey> exported = export(site, true);

      assertThat(exported).hasSize(2000).extracting(PortableKey::id).doesNotHaveDuplicates();
    }
  }

  @Test
  default void givenAReceiverThatFails_whenExported_thenTheExportFails() {
    try (Site site = Site.over(store())) {
      site.key(aToken(site.member("maria")).build());

      assertThatExceptionOfType(IllegalStateException.class)
          .isThrownBy(
              () ->
                  site.latchkey()
                      .exportKeys()
                      .execute(
                          EXPORTER,
                          true,
                          key -> {
                            throw new IllegalStateException("the disk is full");
                          }));
    }
  }

  @Test
  default void givenAnExportedKey_whenPrinted_thenItsHashIsNotShown() {
    try (Site site = Site.over(store())) {
      site.key(aToken(site.member("maria")).build());

      assertThat(export(site, false)).hasToString("[PortableKey(****)]");
    }
  }

  private static List<ApiKey> severalKeys(User maria, User otto) {
    AllowList some =
        AllowList.of(List.of(AllowList.Entry.parse("workspace:*", Set.of("workspace"))));
    return List.of(
        aToken(maria).build(),
        aToken(maria).named("\u00e4 \ud83d\ude00 \"\\").lastUsed(NOW.plusSeconds(1)).build(),
        aToken(otto).scopes("api_key:read", "workspace:read").allowing(some).build(),
        aToken(otto).named("same").lasting(Duration.ofSeconds(1)).expiredAt(NOW).build(),
        aToken(otto).named("same").createdAt(NOW.minusSeconds(5)).endingAt(NOW).build(),
        aToken(otto).endingAt(NOW.minusSeconds(9)).build());
  }

  private static List<PortableKey> export(Site site, boolean includeExpired) {
    List<PortableKey> exported = new ArrayList<>();
    long count = site.latchkey().exportKeys().execute(EXPORTER, includeExpired, exported::add);
    assertThat(count).isEqualTo(exported.size());
    return exported;
  }

  private static void importAll(Site site, List<PortableKey> keys) {
    Stream<ImportLine> lines =
        IntStream.range(0, keys.size())
            .mapToObj(index -> new ImportLine(index + 1L, keys.get(index), List.of()));
    site.latchkey().importKeys().execute(EXPORTER, lines, false);
  }
}
