package dev.latchkey.cli.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DatabaseUrlTest {

  @TempDir Path folder;

  @Test
  void givenUrlsOfEitherDatabase_whenLookedAt_thenTheyCanBeTried() {
    assertThat(
            List.of(
                "jdbc:sqlite:" + folder.resolve("keys.db"),
                "jdbc:sqlite:keys.db",
                "jdbc:sqlite:" + folder.resolve("to come/latchkey.db"),
                "jdbc:postgresql://localhost/keys",
                "jdbc:postgresql://localhost:5432/keys?user=u&password=p@ss/w?rd&ssl=true",
                "jdbc:postgresql://[::1]:5432/keys",
                "jdbc:postgresql://one:1,two:2/keys?targetServerType=primary",
                "jdbc:postgresql:///keys",
                "jdbc:postgresql:keys",
                "jdbc:postgresql:?service=keys"))
        .allSatisfy(url -> assertThat(problemOf(url)).isNull());
  }

  @Test
  void givenWhatIsNoFile_whenLookedAt_thenItIsToldBeforeAnythingIsOpened() throws IOException {
    Path inner = Files.createDirectory(folder.resolve("inner"));

    assertThat(
            List.of(
                "jdbc:sqlite:",
                "jdbc:sqlite::memory:",
                "jdbc:sqlite::resource:keys.db",
                "jdbc:sqlite:file:keys.db",
                "jdbc:sqlite:keys.db?cipher=aes&key=secret"))
        .allSatisfy(
            url ->
                assertThat(problemOf(url))
                    .startsWith("no database file is named (expected: jdbc:sqlite:PATH, without")
                    .doesNotContain("secret"));
    assertThat(problemOf("jdbc:sqlite:" + inner))
        .isEqualTo(inner + " is a folder (expected: a file)");
    assertThat(problemOf("jdbc:sqlite:/")).isEqualTo("/ is a folder (expected: a file)");
    assertThat(problemOf("jdbc:sqlite:" + folder.resolve("none/keys.db")))
        .isEqualTo(
            "there is no folder "
                + folder.resolve("none")
                + " (expected: a path in one that exists)");
    assertThat(problemOf("jdbc:sqlite:a\0b")).contains("Nul character");
  }

  @Test
  void givenAPostgresqlUrlThatIsWrong_whenLookedAt_thenNoPartOfItIsRepeated() {
    assertThat(problemOf("jdbc:postgresql://secret:secret@host/keys"))
        .startsWith("nothing may stand before the host");
    assertThat(
            List.of(
                "jdbc:postgresql://host:secret/keys",
                "jdbc:postgresql://host:123456/keys",
                "jdbc:postgresql://host keys",
                "jdbc:postgresql://host/keys/secret",
                "jdbc:postgresql://[secret/keys",
                "jdbc:postgresql://host/keys?password=with a blank secret"))
        .allSatisfy(
            url ->
                assertThat(problemOf(url))
                    .startsWith("the URL is malformed (expected: jdbc:postgresql://HOST:PORT/")
                    .doesNotContain("secret"));
  }

  @Test
  void givenAnotherKindOfDatabase_whenLookedAt_thenOnlyItsKindIsRepeated() {
    assertThat(problemOf("jdbc:mysql://u:secret@host/keys"))
        .isEqualTo(
            "this kind of database is not supported: jdbc:mysql: (expected: jdbc:sqlite:PATH or"
                + " jdbc:postgresql://HOST:PORT/DATABASE)");
    assertThat(problemOf("postgresql://u:secret@host/keys")).contains("supported: postgresql: (");
    assertThat(problemOf("secret\nsecret")).contains("not supported (").doesNotContain("secret");
  }

  private String problemOf(String url) {
    return DatabaseUrl.problemOf(url, folder.resolve("to come")).orElse(null);
  }
}
