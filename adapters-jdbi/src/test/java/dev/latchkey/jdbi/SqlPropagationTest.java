package dev.latchkey.jdbi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.core.key.KeyId;
import dev.latchkey.core.port.Propagation;
import dev.latchkey.core.port.Receipt;
import dev.latchkey.core.testkit.Race;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Many who wait for a node that says nothing. */
final class SqlPropagationTest {

  private static final KeyId KEY = new KeyId("0123456789");

  @TempDir Path folder;

  private WatchedDatabase database;
  private Propagation propagation;

  @BeforeEach
  void open() {
    database = new WatchedDatabase(SqliteDatabase.open(folder.resolve("keys.db")));
    propagation = new SqlPropagation(database, Feed.NONE);
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void givenMoreThanMayWait_whenANodeIsGone_thenTheOthersAreToldThatNobodyKnows() {
    listGoneNode(Duration.ofSeconds(6));
    int more = 40;

    List<Receipt> receipts = Race.of(Propagation.MOST_WAITING + more, () -> propagation.await(KEY));

    assertThat(receipts.stream().filter(receipt -> !receipt.isKnown())).hasSize(more);
    assertThat(receipts.stream().filter(Receipt::isKnown))
        .hasSize(Propagation.MOST_WAITING)
        .allMatch(receipt -> receipt.lapsed() == 1);
  }

  @Test
  void givenManyWhoWait_whenANodeIsGone_thenTheDatabaseIsAskedLittleMoreThanForOne() {
    listGoneNode(Duration.ofSeconds(2));
    assertThat(propagation.await(KEY).lapsed()).isEqualTo(1);
    int forOne = database.reads.getAndSet(0);

    Race.of(100, () -> propagation.await(KEY));

    assertThat(database.reads.get()).isLessThan(10 * forOne);
  }

  @Test
  void givenADatabaseThatComesBack_whenSomebodyWaits_thenItIsAskedAgain() {
    listGoneNode(Duration.ofMillis(1));
    database.isGone = true;
    Thread comingBack =
        new Thread(
            () -> {
              WatchedDatabase.dawdle();
              database.isGone = false;
            });
    comingBack.start();

    assertThat(propagation.await(KEY).isKnown()).isTrue();
  }

  private void listGoneNode(Duration lease) {
    database.write(
        handle -> {
          new NodeTable(database.dialect()).register(handle, ThisNode.withLease(lease));
          return lease;
        });
  }
}
