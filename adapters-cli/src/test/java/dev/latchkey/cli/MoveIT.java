package dev.latchkey.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.core.Latchkey;
import dev.latchkey.core.authority.Caller;
import dev.latchkey.core.usecase.IssuedKey;
import dev.latchkey.core.usecase.NewToken;
import dev.latchkey.core.usecase.NewUser;
import dev.latchkey.core.user.User;
import dev.latchkey.jdbi.JdbiKeyStore;
import dev.latchkey.jdbi.testkit.PostgresExtension;
import dev.latchkey.jdbi.testkit.PostgresServer;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A team moves from a SQLite file to PostgreSQL, by the commands of the distribution. */
@ExtendWith(PostgresExtension.class)
class MoveIT {

  private static final Caller TEST = Caller.system("test");

  @TempDir Path home;

  private final PostgresServer postgres;
  private final String postgresUrl;

  MoveIT(PostgresServer postgres) {
    this.postgres = postgres;
    postgresUrl = postgres.createDatabase();
  }

  @AfterEach
  void drop() {
    postgres.drop(postgresUrl);
  }

  @Test
  void givenTokensInAFile_whenMovedToPostgresql_thenTheyWorkThereAndTheDeadStayDead()
      throws Exception {
    String sqliteUrl = "jdbc:sqlite:" + home.resolve("keys.db");
    String live;
    String dead;
    try (Latchkey latchkey = Latchkey.on(JdbiKeyStore.open(sqliteUrl)).build()) {
      User maria = latchkey.createUser().execute(TEST, NewUser.member("maria"));
      live = issue(latchkey, maria, "live").plaintext().reveal();
      IssuedKey expired = issue(latchkey, maria, "dead");
      dead = expired.plaintext().reveal();
      latchkey.expireKey().execute(TEST, expired.key().id());
    }
    try (Latchkey latchkey = Latchkey.on(JdbiKeyStore.open(postgresUrl)).build()) {
      latchkey.createUser().execute(TEST, NewUser.member("Maria"));
    }
    Distribution operator = new Distribution(home);
    String file = home.resolve("tokens.jsonl").toString();

    assertThat(operator.run("export", "--include-expired", "--db", sqliteUrl, "--output", file))
        .isEqualTo(new Result(0, "2 token(s) have been written to " + file + ".\n", ""));
    assertThat(operator.run("import", "--dry-run", "--db", postgresUrl, file).exitCode()).isZero();
    assertThat(operator.run("import", "--db", postgresUrl, file))
        .isEqualTo(new Result(0, "2 token(s) of 1 user(s) have been imported.\n", ""));
    assertThat(operator.run("import", "--db", postgresUrl, file).err())
        .contains("nothing was imported: 3 problem(s)");

    assertThat(operator.run("export", "--include-expired", "--db", postgresUrl).out().lines())
        .containsExactlyElementsOf(
            operator
                .run("export", "--include-expired", "--db", sqliteUrl)
                .out()
                .lines()
                .map(line -> line.replace("\"maria\"", "\"Maria\""))
                .toList());
    try (Latchkey latchkey = Latchkey.on(JdbiKeyStore.open(postgresUrl)).build()) {
      assertThat(latchkey.verifyKey().execute(live).isValid()).isTrue();
      assertThat(latchkey.verifyKey().execute(dead).isValid()).isFalse();
    }
  }

  private static IssuedKey issue(Latchkey latchkey, User owner, String name) {
    return latchkey.createKey().execute(TEST, owner.id(), NewToken.named(name));
  }
}
