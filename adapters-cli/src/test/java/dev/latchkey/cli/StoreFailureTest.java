package dev.latchkey.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.jdbi.JdbiKeyStore;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A database that can be opened and fails then. */
class StoreFailureTest {

  @TempDir Path home;

  private InProcess operator;

  @BeforeEach
  void setUp() throws Exception {
    Path file = home.resolve("keys.db");
    JdbiKeyStore.sqlite(file).close();
    String url = "jdbc:sqlite:" + file;
    operator = new InProcess(home).with("LATCHKEY_DB", url);
    try (Connection connection = DriverManager.getConnection(url);
        Statement statement = connection.createStatement()) {
      statement.execute("DROP TABLE users");
    }
  }

  @Test
  void givenADatabaseThatFails_whenWorkedOnInTheNameOfAUser_thenTheDatabaseIsNamed() {
    Result failed = operator.run("tokens", "list", "--as", "bob");

    assertThat(failed.exitCode()).isEqualTo(1);
    assertThat(failed.err()).contains("the database failed").doesNotContain("bug in latchkey");
  }

  @Test
  void givenADatabaseThatFails_whenTheDoctorLooks_thenThatIsOneOfTheFindings() {
    Result doctor = operator.run("doctor", "--as", "bob");

    assertThat(doctor.exitCode()).isEqualTo(1);
    assertThat(doctor.out())
        .contains("ok     program", "WRONG  database      the database failed")
        .doesNotContain("bug in latchkey");
    assertThat(doctor.err()).isEmpty();
  }
}
