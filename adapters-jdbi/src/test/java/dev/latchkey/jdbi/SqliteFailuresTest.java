package dev.latchkey.jdbi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.core.error.LatchkeyException.Unavailable;
import dev.latchkey.core.error.StoreException;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;

/** Which failures may pass. The codes are those of sqlite.org/rescode.html. */
final class SqliteFailuresTest {

  private static final int BUSY = 5;
  private static final int LOCKED = 6;
  private static final int PROTOCOL = 15;
  private static final int CONSTRAINT = 19;
  private static final int NOT_A_DB = 26;

  @Test
  void givenALostRaceForALock_whenTranslated_thenItIsUnavailableAndMayBeTriedAgain() {
    for (int code : new int[] {BUSY, LOCKED, PROTOCOL}) {
      SQLException failure = new SQLException("locking", null, code);

      assertThat(SqliteFailures.isLocked(failure)).isTrue();
      assertThat(SqliteFailures.translate("read the database", new IllegalStateException(failure)))
          .isInstanceOf(Unavailable.class)
          .hasMessageContaining("locked by another process");
    }
  }

  @Test
  void givenAFileThatIsNoDatabase_whenTranslated_thenThatIsSaid() {
    assertThat(
            SqliteFailures.translate(
                "open the database", new SQLException("file is not a database", null, NOT_A_DB)))
        .isInstanceOf(StoreException.class)
        .hasMessage(
            "Could not open the database: the file is no SQLite database, or it is damaged.");
  }

  @Test
  void givenABrokenConstraint_whenTranslated_thenItIsAFault() {
    SQLException failure = new SQLException("constraint", null, CONSTRAINT);

    assertThat(SqliteFailures.isLocked(failure)).isFalse();
    assertThat(SqliteFailures.translate("read the database", failure))
        .isInstanceOf(StoreException.class);
  }
}
