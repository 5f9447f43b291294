package dev.latchkey.core.testkit;

import static dev.latchkey.core.testkit.Imports.IMPORTER;
import static dev.latchkey.core.testkit.Imports.imported;
import static dev.latchkey.core.testkit.Imports.overtaken;
import static dev.latchkey.core.testkit.Imports.problems;
import static dev.latchkey.core.testkit.Imports.tried;
import static dev.latchkey.core.testkit.LineBuilder.line;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.latchkey.core.error.LatchkeyException.ImportRefused;
import dev.latchkey.core.key.KeyId;
import dev.latchkey.core.usecase.ImportKeys;
import dev.latchkey.core.usecase.ImportSummary;
import dev.latchkey.core.usecase.IssuedKey;
import dev.latchkey.core.user.User;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What {@link ImportKeys} refuses over every store, and that it then changes nothing. */
public interface ImportRefusedContract extends StoreContract {

  @Test
  default void givenEverythingWrong_whenImported_thenAllOfItIsToldByLineAndNothingIsStored() {
    try (Site site = Site.over(store())) {
      User maria = site.member("maria");
      site.member("otto");
      IssuedKey stored = site.issue(maria, "stored");
      int entries = site.audit().size();

      assertThat(
              problems(
                  site,
                  line(1),
                  line(2).id("too short").hash("secret").owner("nobody").name("a/b").expiresAt("x"),
                  line(3).id(null).hash(null).owner(null).name(null).expiresAt(null),
                  line(4).id("0000000001"),
                  line(5).name("token-1"),
                  line(6).name("token-1").owner("otto"),
                  line(7).id(stored.key().id().value()).name("stored"),
                  line(8).scopes("no:such").allowing("no-such:*").lifetime(0),
                  line(9).scopes().allowing().owner("m a r i a"),
                  line(10).expiredAt("2026-01-01T00:00:00Z").createdAt("9999-12-31T23:59:59-01:00"),
                  line(11).unreadable("", "is not JSON").id(null).name(null),
                  line(12).unreadable("name", "must be a string").name(null).id("#"),
                  line(13).id("0000000001").name("token-1").hash("0".repeat(63))))
          .containsExactly(
              "line 2: id: a key id is 10 characters of 0-9A-Za-z (got 9 characters)",
              "line 2: secret_sha256: must be the SHA-256 of the secret, as 64 hex digits (got 6"
                  + " characters)",
              "line 2: owner: there is no user \"nobody\" (expected: one who exists already)",
              "line 2: name: must not contain \"/\"",
              "line 2: expires_at: must be a time by RFC 3339, from 1970 to 9999, such as"
                  + " 2026-12-31T23:59:59Z",
              "line 3: id: is missing",
              "line 3: secret_sha256: is missing",
              "line 3: owner: is missing",
              "line 3: name: is missing",
              "line 3: expires_at: is missing",
              "line 4: id: is on line 1 already (expected: each once)",
              "line 5: name: is on line 1 already (expected: each once)",
              "line 7: id: a key with this id is stored, or was (expected: a new one)",
              "line 7: name: a live token of the owner has it (expected: a free one)",
              "line 8: scopes: invalid or unsupported API key scope: \"no:such\"",
              "line 8: allow_list: unknown resource type \"no-such\"",
              "line 8: lifetime_seconds: must be 1 to 253402300799 (got 0)",
              "line 9: owner: must be the name or the UUID of a user",
              "line 9: scopes: must not be empty; leave it out for every scope",
              "line 9: allow_list: must not be empty; leave it out for every resource",
              "line 10: created_at: must be a time by RFC 3339, from 1970 to 9999, such as"
                  + " 2026-12-31T23:59:59Z",
              "line 10: expires_at: must not be after expired_at: an expired key has ended",
              "line 11: is not JSON",
              "line 12: name: must be a string",
              "line 12: id: a key id is 10 characters of 0-9A-Za-z (got 1 characters)",
              "line 13: secret_sha256: must be the SHA-256 of the secret, as 64 hex digits (got 63"
                  + " characters)",
              "line 13: id: is on line 1 already (expected: each once)",
              "line 13: name: is on line 1 already (expected: each once)");
      assertThat(site.store().keys().byId(new KeyId("0000000001"))).isEmpty();
      assertThat(site.audit()).hasSize(entries);
    }
  }

  @Test
  default void givenASecretInPlaceOfTheOwner_whenImported_thenItIsNotRepeated() {
    try (Site site = Site.over(store())) {
      assertThat(problems(site, line(1).owner("aB3dE6gH9jK2mN5pQ8sT1v")))
          .containsExactly(
              "line 1: owner: there is no user \"****\" (expected: one who exists already)");
    }
  }

  @Test
  default void givenADryRun_whenSomethingIsWrong_thenItSaysTheSameAsTheImport() {
    try (Site site = Site.over(store())) {
      site.member("maria");
      imported(site, line(1));
      LineBuilder[] lines = {line(1), line(2).name("a/b")};

      assertThatThrownBy(() -> tried(site, lines))
          .isInstanceOfSatisfying(
              ImportRefused.class,
              refused ->
                  assertThat(refused.problems())
                      .map(Object::toString)
                      .isEqualTo(problems(site, lines)));
    }
  }

  @Test
  default void givenAKeyThatWasDeletedHere_whenImported_thenItStaysDead() {
    try (Site site = Site.over(store())) {
      IssuedKey issued = site.issue(site.member("maria"), "ci");
      site.latchkey().deleteKey().execute(IMPORTER, issued.key().id());

      assertThat(problems(site, line(1).id(issued.key().id().value())))
          .containsExactly(
              "line 1: id: a key with this id is stored, or was (expected: a new one)");
    }
  }

  @Test
  default void givenMoreLinesThanOneLookUpTakes_whenImportedTwice_thenEveryIdIsTold() {
    try (Site site = Site.over(store())) {
      site.member("maria");
      LineBuilder[] lines =
          LongStream.rangeClosed(1, 1001)
              .mapToObj(number -> line(number).expiresAt("2025-01-01T00:00:00Z"))
              .toArray(LineBuilder[]::new);

      assertThat(imported(site, lines).keys()).isEqualTo(1001);
      assertThat(problems(site, lines)).hasSize(1001);
    }
  }

  @Test
  default void givenTheSameFileManyTimesAtOnce_whenImported_thenItComesInOnceAndTheRestIsTold() {
    try (Site site = Site.over(store())) {
      site.member("maria");
      for (int round = 0; round < 10; round++) {
        long first = 1 + round * 2L;
        // With and without a name that is held, so that they conflict by nothing but their ids.
        String end = round % 2 == 0 ? "2026-12-31T23:59:59Z" : "2025-01-01T00:00:00Z";
        List<Object> results =
            Race.of(
                3,
                () -> {
                  try {
                    return imported(
                        site,
                        line(first).expiresAt(end),
                        line(first + 1).expiresAt("2025-01-01T00:00:00Z"));
                  } catch (ImportRefused e) {
                    return e.problems().size();
                  }
                });

        assertThat(results).containsOnlyOnce(new ImportSummary(2, 1));
        // How many depends on what was committed when each of them was looked for.
        assertThat(results.stream().filter(Integer.class::isInstance)).hasSize(2);
      }
      assertThat(site.audit()).hasSize(20);
    }
  }

  @Test
  default void givenAKeyThatCameAndWentMeanwhile_whenImported_thenItStaysDead() {
    try (Site site = Site.over(store())) {
      site.member("maria");
      Runnable comeAndGo =
          () -> {
            imported(site, line(2));
            site.latchkey().deleteKey().execute(IMPORTER, new KeyId("0000000002"));
          };

      assertThat(overtaken(site, comeAndGo, line(1), line(2)))
          .containsExactly(
              "line 2: id: a key with this id is stored, or was (expected: a new one)");
      assertThat(site.store().keys().byId(new KeyId("0000000001"))).isEmpty();
      assertThat(site.store().keys().byId(new KeyId("0000000002"))).isEmpty();
      assertThat(site.audit()).hasSize(2);
    }
  }

  @Test
  default void givenAnOwnerWhoIsDeletedMeanwhile_whenImported_thenItIsToldByLine() {
    try (Site site = Site.over(store())) {
      site.member("maria");
      User otto = site.member("otto");

      assertThat(
              overtaken(
                  site,
                  () -> site.latchkey().deleteUser().execute(IMPORTER, otto.id()),
                  line(1),
                  line(2).owner("otto")))
          .containsExactly(
              "line 2: owner: the user was deleted meanwhile (expected: one who exists)");
      assertThat(site.store().keys().byId(new KeyId("0000000001"))).isEmpty();
    }
  }

  @Test
  default void givenANameThatIsTakenMeanwhile_whenImported_thenItIsToldByLine() {
    try (Site site = Site.over(store())) {
      User maria = site.member("maria");

      assertThat(overtaken(site, () -> site.issue(maria, "ci"), line(1), line(2).name("ci")))
          .containsExactly("line 2: name: a live token of the owner has it (expected: a free one)");
      assertThat(site.store().keys().byId(new KeyId("0000000001"))).isEmpty();
    }
  }

  @Test
  default void givenLinesThatFail_whenImported_thenNothingIsChanged() {
    try (Site site = Site.over(store())) {
      site.member("maria");
      Stream<LineBuilder> lines =
          Stream.of(line(1), line(2))
              .peek(
                  line -> {
                    if (line.build().number() == 2) {
                      throw new IllegalStateException("the file is gone");
                    }
                  });

      assertThatExceptionOfType(IllegalStateException.class)
          .isThrownBy(
              () ->
                  site.latchkey()
                      .importKeys()
                      .execute(IMPORTER, lines.map(LineBuilder::build), false));
      assertThat(site.audit()).isEmpty();
    }
  }
}
