package dev.latchkey.jdbi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.util.Throwables.getStackTrace;

import dev.latchkey.core.error.LatchkeyException.Unavailable;
import dev.latchkey.core.error.StoreException;
import dev.latchkey.core.key.ApiKey;
import dev.latchkey.core.key.KeyId;
import dev.latchkey.core.port.ApiKeyRepository;
import dev.latchkey.core.testkit.Fixtures;
import dev.latchkey.core.testkit.Site;
import dev.latchkey.core.usecase.IssuedKey;
import dev.latchkey.core.user.User;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HexFormat;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What happens when the database can't do what it is asked to. */
final class SqliteTroubleTest {

  @TempDir Path directory;
  private Path file;
  private SqliteDatabase database;
  private Site site;
  private User maria;

  @BeforeEach
  void open() {
    file = directory.resolve("keys.db");
    database = SqliteDatabase.open(file);
    site = Site.over(new JdbiKeyStore(database));
    maria = site.member("maria");
  }

  @AfterEach
  void close() {
    site.close();
  }

  @Test
  void givenAnotherProcessWithTheWriteLock_whenWritten_thenItSaysSoAndReadersGoOn()
      throws IOException, InterruptedException {
    IssuedKey issued = site.issue(maria, "ci");
    try (ChildProcess child = ChildProcess.start("lock", file)) {
      child.goOn();
      assertThat(child.nextLine()).isEqualTo(ChildProcess.READY);

      assertThatThrownBy(() -> site.issue(maria, "other"))
          .isInstanceOf(Unavailable.class)
          .hasMessageContaining("locked by another process");
      assertThat(site.accepts(issued)).isTrue();

      child.kill();
      child.exitCode();
    }
    assertThat(site.accepts(site.issue(maria, "other"))).isTrue();
  }

  @Test
  void givenTheFileWasRemoved_whenWritten_thenNothingIsAcknowledged() throws IOException {
    Files.delete(file);

    assertThatThrownBy(() -> site.issue(maria, "ci"))
        .isInstanceOf(Unavailable.class)
        .hasMessageContaining("is gone");
  }

  @Test
  void givenTheFileWasReplaced_whenWritten_thenNothingIsAcknowledged() throws IOException {
    Files.copy(file, directory.resolve("copy.db"));
    Files.move(file, directory.resolve("old.db"));
    Files.move(directory.resolve("copy.db"), file);

    assertThatThrownBy(() -> site.issue(maria, "ci"))
        .isInstanceOf(Unavailable.class)
        .hasMessageContaining("was replaced");
  }

  /** What begins with a look-up would be refused there; a batch of uses begins with none. */
  @Test
  void givenTheFileWasReplaced_whenWorkBeginsWithoutALookUp_thenItIsNotEvenTried()
      throws IOException {
    Files.copy(file, directory.resolve("copy.db"));
    Files.move(directory.resolve("copy.db"), file, StandardCopyOption.REPLACE_EXISTING);
    AtomicBoolean tried = new AtomicBoolean();

    assertThatThrownBy(
            () ->
                site.store()
                    .transactor()
                    .inTransaction(
                        unitOfWork -> {
                          tried.set(true);
                          return "done";
                        }))
        .isInstanceOf(Unavailable.class)
        .hasMessageContaining("was replaced");
    assertThat(tried).isFalse();
  }

  @Test
  void givenTheFileWasMovedAway_whenItIsBack_thenAllIsWell() throws IOException {
    IssuedKey issued = site.issue(maria, "ci");
    Path away = directory.resolve("away.db");
    Files.move(file, away);
    assertThatThrownBy(() -> site.accepts(issued)).isInstanceOf(Unavailable.class);

    Files.move(away, file);

    assertThat(site.accepts(issued)).isTrue();
    assertThat(site.accepts(site.issue(maria, "other"))).isTrue();
  }

  @Test
  void givenWorkThatFails_whenTheRollbackFailsToo_thenTheFirstFailureTellsOfBothAndWorkGoesOn() {
    IllegalStateException failure = new IllegalStateException("first");

    assertThatThrownBy(
            () ->
                database.write(
                    handle -> {
                      handle.execute("ROLLBACK");
                      throw failure;
                    }))
        .isSameAs(failure);

    assertThat(failure.getSuppressed()).hasSize(1);
    assertThat(site.accepts(site.issue(maria, "ci"))).isTrue();
  }

  @Test
  void givenAUnitOfWork_whenAnotherThreadOrALaterCallUsesIt_thenItIsRefused() {
    ApiKeyRepository keys =
        site.store()
            .transactor()
            .inTransaction(
                unitOfWork -> {
                  assertThatThrownBy(
                          () ->
                              CompletableFuture.runAsync(() -> unitOfWork.users().anyExists())
                                  .join())
                      .hasMessageContaining("of another thread");
                  return unitOfWork.keys();
                });

    assertThatThrownBy(() -> keys.delete(new KeyId("0123456789")))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("that has ended");
  }

  @Test
  void givenAFault_whenItIsPrinted_thenNoBoundValueIsInIt() {
    ApiKey ofNobody = Fixtures.aToken(Fixtures.member("nobody")).named("marker").build();

    assertThatThrownBy(() -> site.key(ofNobody))
        .isInstanceOf(StoreException.class)
        .satisfies(
            fault ->
                assertThat(getStackTrace(fault))
                    .contains("FOREIGN KEY constraint failed")
                    .doesNotContain("marker", ofNobody.id().value())
                    .doesNotContainIgnoringCase(
                        HexFormat.of().formatHex(ofNobody.hashedSecret().toBytes())));
  }

  @Test
  void givenAnIdThatIsTaken_whenInserted_thenItIsAFaultAndNoNameIsBlamed() {
    ApiKey taken = site.key(Fixtures.aToken(maria).named("one").id("takentaken").build());
    ApiKey other = Fixtures.aToken(maria).named("two").id("takentaken").build();

    assertThatThrownBy(() -> site.key(other)).isInstanceOf(StoreException.class);
    assertThat(site.stored(taken.id()).name()).isEqualTo(taken.name());
  }
}
