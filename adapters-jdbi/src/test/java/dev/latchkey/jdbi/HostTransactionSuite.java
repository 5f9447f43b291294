package dev.latchkey.jdbi;

import static dev.latchkey.core.testkit.Fixtures.aToken;
import static dev.latchkey.core.testkit.Fixtures.holder;
import static dev.latchkey.core.testkit.Fixtures.member;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.latchkey.core.Latchkey;
import dev.latchkey.core.audit.AuditAction;
import dev.latchkey.core.audit.AuditEntry;
import dev.latchkey.core.authority.Caller;
import dev.latchkey.core.error.LatchkeyException.NameTaken;
import dev.latchkey.core.error.LatchkeyException.NotFound;
import dev.latchkey.core.error.StoreException;
import dev.latchkey.core.key.ApiKey;
import dev.latchkey.core.port.AuditQueries.Filter;
import dev.latchkey.core.port.KeyQueries.Page;
import dev.latchkey.core.port.KeyStore;
import dev.latchkey.core.testkit.AuditFailing;
import dev.latchkey.core.usecase.IssuedKey;
import dev.latchkey.core.usecase.NewToken;
import dev.latchkey.core.usecase.NewUser;
import dev.latchkey.core.user.User;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.CompletableFuture;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.Test;

/** A host product lends the transaction in which it does something of its own. */
interface HostTransactionSuite {

  /** What the host product is called in the audit trail. */
  Caller HOST = Caller.system("host");

  /** Fresh for each test, and without tables until a store was opened. */
  TestDatabase database();

  @Test
  default void givenAConnection_whenTheHostCommits_thenItsRowOurChangeAndOurEntryAreThere()
      throws SQLException {
    try (JdbiKeyStore store = openWithHostTable();
        Latchkey latchkey = Latchkey.on(store).build();
        Connection connection = connect()) {
      host(connection, "first");
      String token = createKey(latchkey.within(JdbiKeyStore.within(connection)));
      assertNothing(store);
      assertThat(latchkey.verifyKey().execute(token).isValid()).isFalse();

      connection.commit();

      assertThat(hostRows()).isEqualTo(1);
      assertThat(store.audit().search(Filter.ALL, 0, 10).count()).isEqualTo(2);
      assertThat(latchkey.verifyKey().execute(token).isValid()).isTrue();
    }
  }

  @Test
  default void givenAConnection_whenTheHostRollsBack_thenNothingIsThere() throws SQLException {
    try (JdbiKeyStore store = openWithHostTable();
        Latchkey latchkey = Latchkey.on(store).build();
        Connection connection = connect()) {
      host(connection, "first");
      createKey(latchkey.within(JdbiKeyStore.within(connection)));

      connection.rollback();

      assertThat(hostRows()).isZero();
      assertNothing(store);
    }
  }

  @Test
  default void givenAHandle_whenTheHostCommits_thenItsRowOurChangeAndOurEntryAreThere() {
    try (JdbiKeyStore store = openWithHostTable();
        Latchkey latchkey = Latchkey.on(store).build()) {
      String token =
          database()
              .jdbi()
              .inTransaction(
                  handle -> {
                    handle.execute("INSERT INTO host_rows VALUES ('first')");
                    return createKey(latchkey.within(JdbiKeyStore.within(handle)));
                  });

      assertThat(hostRows()).isEqualTo(1);
      assertThat(store.audit().search(Filter.ALL, 0, 10).count()).isEqualTo(2);
      assertThat(latchkey.verifyKey().execute(token).isValid()).isTrue();
    }
  }

  @Test
  default void givenAHandle_whenTheHostRollsBack_thenNothingIsThere() {
    try (JdbiKeyStore store = openWithHostTable();
        Latchkey latchkey = Latchkey.on(store).build()) {
      assertThatThrownBy(
              () ->
                  database()
                      .jdbi()
                      .useTransaction(
                          handle -> {
                            handle.execute("INSERT INTO host_rows VALUES ('first')");
                            createKey(latchkey.within(JdbiKeyStore.within(handle)));
                            throw new HostException();
                          }))
          .isExactlyInstanceOf(HostException.class);

      assertThat(hostRows()).isZero();
      assertNothing(store);
    }
  }

  @Test
  default void givenALiveKey_whenExpiredWithin_thenItIsRefusedWithinAtOnceAndElsewhereAfterCommit()
      throws SQLException {
    try (JdbiKeyStore store = openWithHostTable();
        Latchkey latchkey = Latchkey.on(store).build();
        Connection connection = connect()) {
      String token = createKey(latchkey);
      Latchkey within = latchkey.within(JdbiKeyStore.within(connection));
      assertThat(within.verifyKey().execute(token).isValid()).isTrue();

      within.expireKey().execute(HOST, keyOf(store).id());

      assertThat(within.verifyKey().execute(token).isValid()).isFalse();
      assertThat(latchkey.verifyKey().execute(token).isValid()).isTrue();
      connection.commit();
      assertThat(latchkey.verifyKey().execute(token).isValid()).isFalse();
    }
  }

  @Test
  default void givenWorkThatFailsInTheMiddle_whenTheHostGoesOn_thenOnlyThatWorkIsUndone()
      throws SQLException {
    try (JdbiKeyStore store = openWithHostTable();
        Connection connection = connect()) {
      KeyStore lent = JdbiKeyStore.within(connection);
      host(connection, "first");
      insert(lent, member("otto"));

      assertThatThrownBy(
              () ->
                  lent.transactor()
                      .inTransaction(
                          unitOfWork -> {
                            unitOfWork.users().insert(member("maria"));
                            throw new HostException();
                          }))
          .isExactlyInstanceOf(HostException.class);
      host(connection, "second");
      connection.commit();

      assertThat(hostRows()).isEqualTo(2);
      assertThat(store.users().byUsername(member("otto").username())).isPresent();
      assertThat(store.users().byUsername(member("maria").username())).isEmpty();
    }
  }

  @Test
  default void givenAStatementThatTheDatabaseRefuses_whenTheHostGoesOn_thenItCan()
      throws SQLException {
    try (JdbiKeyStore store = openWithHostTable();
        Connection connection = connect()) {
      KeyStore lent = JdbiKeyStore.within(connection);
      host(connection, "first");
      User maria = member("maria");
      ApiKey key = aToken(maria).build();
      ApiKey sameId = aToken(maria).id(key.id().value()).named("other").build();
      insert(lent, maria);
      insert(lent, key);

      assertThatExceptionOfType(StoreException.class).isThrownBy(() -> insert(lent, sameId));
      host(connection, "second");
      connection.commit();

      assertThat(hostRows()).isEqualTo(2);
      assertThat(store.keys().byId(key.id())).isPresent();
    }
  }

  @Test
  default void givenATrailThatCannotBeWritten_whenTheHostCommitsAllTheSame_thenTheKeyLives()
      throws SQLException {
    try (JdbiKeyStore store = openWithHostTable();
        Latchkey latchkey = Latchkey.on(store).build();
        Connection connection = connect()) {
      String token = createKey(latchkey);
      AuditFailing lent = new AuditFailing(JdbiKeyStore.within(connection));
      lent.startFailing();

      assertThatExceptionOfType(StoreException.class)
          .isThrownBy(() -> latchkey.within(lent).expireKey().execute(HOST, keyOf(store).id()));
      connection.commit();

      assertThat(latchkey.verifyKey().execute(token).isValid()).isTrue();
      assertThat(store.audit().search(Filter.ALL, 0, 10).count()).isEqualTo(2);
    }
  }

  @Test
  default void givenARefusal_whenTheHostGoesOnAndCommits_thenTheRestHappens() throws SQLException {
    try (JdbiKeyStore store = openWithHostTable();
        Latchkey latchkey = Latchkey.on(store).build();
        Connection connection = connect()) {
      Latchkey within = latchkey.within(JdbiKeyStore.within(connection));
      User maria = within.createUser().execute(HOST, NewUser.member("maria"));
      within.createKey().execute(HOST, maria.id(), NewToken.named("ci"));

      assertThatExceptionOfType(NameTaken.class)
          .isThrownBy(() -> within.createKey().execute(HOST, maria.id(), NewToken.named("ci")));
      within.createKey().execute(HOST, maria.id(), NewToken.named("cd"));
      connection.commit();

      assertThat(store.audit().search(Filter.ALL, 0, 10).count()).isEqualTo(3);
    }
  }

  /** The trail must not lose it because the host undoes what it did itself. */
  @Test
  default void givenADeniedAttempt_whenTheHostRollsBack_thenItIsInTheTrailAllTheSame()
      throws SQLException {
    try (JdbiKeyStore store = openWithHostTable();
        Connection connection = connect()) {
      Latchkey latchkey = Latchkey.on(database().open()).build();
      createKey(latchkey);
      Latchkey within = latchkey.within(JdbiKeyStore.within(connection));
      host(connection, "first");

      assertThatExceptionOfType(NotFound.class)
          .isThrownBy(() -> within.deleteKey().execute(holder(member("otto")), keyOf(store).id()));
      connection.rollback();
      latchkey.close();

      AuditEntry newest = store.audit().search(Filter.ALL, 0, 10).entries().get(0);
      assertThat(newest.denied()).isTrue();
      assertThat(newest.action()).isEqualTo(AuditAction.DELETE);
      assertThat(newest.keyId()).isEqualTo(keyOf(store).id());
    }
  }

  @Test
  default void givenALentStore_whenClosed_thenTheTransactionGoesOn() throws SQLException {
    try (JdbiKeyStore store = openWithHostTable();
        Latchkey latchkey = Latchkey.on(store).build();
        Connection connection = connect()) {
      JdbiKeyStore lent = JdbiKeyStore.within(connection);
      insert(lent, member("maria"));

      latchkey.within(lent).close();
      lent.close();
      host(connection, "first");
      connection.commit();

      assertThat(hostRows()).isEqualTo(1);
      assertThat(store.users().anyExists()).isTrue();
    }
  }

  @Test
  default void givenNoTransaction_whenLent_thenItSaysWhatToDo() throws SQLException {
    try (JdbiKeyStore store = openWithHostTable();
        Connection connection = connect();
        Handle handle = database().jdbi().open()) {
      connection.setAutoCommit(true);

      assertThat(store.users().anyExists()).isFalse();
      assertThatIllegalArgumentException()
          .isThrownBy(() -> JdbiKeyStore.within(connection))
          .withMessageContaining("connection.setAutoCommit(false) or handle.begin()");
      assertThatIllegalArgumentException().isThrownBy(() -> JdbiKeyStore.within(handle));
    }
  }

  @Test
  default void givenAClosedConnection_whenLent_thenItIsRefused() throws SQLException {
    Connection connection = connect();
    connection.close();

    assertThatIllegalArgumentException()
        .isThrownBy(() -> JdbiKeyStore.within(connection))
        .withMessage("the connection is closed (expected: an open one)");
  }

  @Test
  default void givenALentStore_whenTheTransactionIsOver_thenItIsRefused() throws SQLException {
    try (JdbiKeyStore store = openWithHostTable()) {
      KeyStore lent;
      try (Connection connection = connect()) {
        lent = JdbiKeyStore.within(connection);
        insert(lent, member("maria"));
        connection.commit();
        connection.setAutoCommit(true);

        assertThatIllegalStateException()
            .isThrownBy(() -> insert(lent, member("otto")))
            .withMessageContaining("is over");
      }
      assertThatIllegalStateException().isThrownBy(() -> lent.users().anyExists());
      assertThat(store.users().byUsername(member("otto").username())).isEmpty();
    }
  }

  @Test
  default void givenALentStore_whenUsedByAnotherThread_thenItIsRefused() throws Exception {
    try (JdbiKeyStore store = openWithHostTable();
        Connection connection = connect()) {
      KeyStore lent = JdbiKeyStore.within(connection);

      assertThatThrownBy(
              () -> CompletableFuture.runAsync(() -> insert(lent, member("maria"))).join())
          .hasRootCauseInstanceOf(IllegalStateException.class)
          .hasRootCauseMessage("this store was lent to another thread");
      connection.commit();

      assertThat(store.users().anyExists()).isFalse();
    }
  }

  @Test
  default void givenAPieceOfWork_whenAnotherBeginsInside_thenItIsRefused() throws SQLException {
    try (JdbiKeyStore store = openWithHostTable();
        Connection connection = connect()) {
      KeyStore lent = JdbiKeyStore.within(connection);

      assertThatIllegalStateException()
          .isThrownBy(
              () ->
                  lent.transactor()
                      .inTransaction(
                          outer -> {
                            outer.users().insert(member("maria"));
                            return lent.transactor().<Object>inTransaction(inner -> "never");
                          }));
      connection.commit();

      assertThat(store.users().anyExists()).isFalse();
    }
  }

  @Test
  default void givenADatabaseWithoutOurTables_whenUsed_thenItSaysHowTheyAreMade()
      throws SQLException {
    database()
        .jdbi()
        .useHandle(
            handle -> {
              for (String table : new String[] {"audit_entries", "api_keys", "users"}) {
                handle.execute("DROP TABLE IF EXISTS " + table);
              }
            });
    try (Connection connection = connect()) {
      KeyStore lent = JdbiKeyStore.within(connection);

      assertThatIllegalStateException()
          .isThrownBy(() -> lent.users().anyExists())
          .withMessageContaining("open a JdbiKeyStore on it once");
      assertThatIllegalStateException()
          .isThrownBy(() -> insert(lent, member("maria")))
          .withMessageContaining("open a JdbiKeyStore on it once");
    }
  }

  private JdbiKeyStore openWithHostTable() {
    JdbiKeyStore store = database().open();
    database().jdbi().useHandle(handle -> handle.execute("CREATE TABLE host_rows (name text)"));
    return store;
  }

  private Connection connect() throws SQLException {
    Connection connection = DriverManager.getConnection(database().jdbcUrl());
    connection.setAutoCommit(false);
    return connection;
  }

  private static void host(Connection connection, String name) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("INSERT INTO host_rows VALUES ('" + name + "')");
    }
  }

  private int hostRows() {
    return database()
        .jdbi()
        .withHandle(
            handle ->
                handle.createQuery("SELECT count(*) FROM host_rows").mapTo(Integer.class).one());
  }

  /** Creates a user with a key, which leaves two entries, and tells the token. */
  private static String createKey(Latchkey latchkey) {
    User maria = latchkey.createUser().execute(HOST, NewUser.member("maria"));
    IssuedKey issued = latchkey.createKey().execute(HOST, maria.id(), NewToken.named("ci"));
    return issued.plaintext().reveal();
  }

  private static void insert(KeyStore store, User user) {
    store
        .transactor()
        .inTransaction(
            unitOfWork -> {
              unitOfWork.users().insert(user);
              return user;
            });
  }

  private static void insert(KeyStore store, ApiKey key) {
    store
        .transactor()
        .inTransaction(
            unitOfWork -> {
              unitOfWork.keys().insert(key, key.createdAt());
              return key;
            });
  }

  private static ApiKey keyOf(KeyStore store) {
    return store.keys().tokens(new Page(null, null, null, 1)).get(0).key();
  }

  private static void assertNothing(KeyStore store) {
    assertThat(store.users().anyExists()).isFalse();
    assertThat(store.audit().search(Filter.ALL, 0, 10).count()).isZero();
  }

  /** What only a host throws. */
  final class HostException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private HostException() {
      super("the host changed its mind");
    }
  }
}
