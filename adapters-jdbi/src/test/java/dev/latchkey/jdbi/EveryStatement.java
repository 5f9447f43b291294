package dev.latchkey.jdbi;

import static dev.latchkey.core.testkit.Fixtures.NOW;

import dev.latchkey.core.audit.AuditEntry;
import dev.latchkey.core.key.ApiKey;
import dev.latchkey.core.key.KeyId;
import dev.latchkey.core.key.LoginType;
import dev.latchkey.core.key.Scope;
import dev.latchkey.core.key.TokenName;
import dev.latchkey.core.port.KeyQueries.Page;
import dev.latchkey.core.port.KeyQueries.Position;
import dev.latchkey.core.port.UnitOfWork;
import dev.latchkey.core.port.UsagePort.KeyUse;
import dev.latchkey.core.port.UsagePort.Sighting;
import dev.latchkey.core.port.UsagePort.Slide;
import dev.latchkey.core.port.UserDirectory;
import dev.latchkey.core.testkit.Fixtures;
import dev.latchkey.core.user.Role;
import dev.latchkey.core.user.User;
import dev.latchkey.core.user.UserStatus;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.HandleCallback;
import org.jdbi.v3.core.statement.SqlLogger;
import org.jdbi.v3.core.statement.SqlStatements;
import org.jdbi.v3.core.statement.StatementContext;

/** Uses all that a store can do, and writes down the statements that it takes. */
final class EveryStatement {

  private final JdbiKeyStore store;
  private final SqlKeyDirectory directory;

  private EveryStatement(Database database) {
    store = new JdbiKeyStore(database);
    directory = new SqlKeyDirectory(database);
  }

  /** Every statement about our tables that the code has for {@code database}. */
  static Set<String> of(Database database) {
    Recording recording = new Recording(database);
    new EveryStatement(recording).use();
    return recording.statements;
  }

  private void use() {
    User maria = Fixtures.member("maria");
    ApiKey token = Fixtures.aToken(maria).named("ci").build();
    ApiKey session = Fixtures.aSessionKey(maria).build();
    change(
        unitOfWork -> {
          unitOfWork.users().anyExists();
          unitOfWork.users().insert(maria);
          unitOfWork.users().find(maria.id());
          unitOfWork.users().activeOwners();
          unitOfWork.users().update(maria);
          unitOfWork.keys().insert(token, NOW);
          unitOfWork.keys().insert(session, NOW);
          unitOfWork.keys().find(token.id());
          unitOfWork.keys().look(token.id());
          unitOfWork.keys().auditedAmong(List.of(token.id()));
          unitOfWork.keys().live(maria.id(), NOW);
          unitOfWork.keys().live(maria.id(), Scope.ALL, NOW);
          unitOfWork.keys().expire(token.expire(NOW).orElseThrow());
          unitOfWork.keys().delete(token.id());
          unitOfWork.users().delete(Fixtures.member("otto").id(), NOW);
          unitOfWork.keys().deleteEndedBefore(LoginType.TOKEN, NOW, 9);
          unitOfWork.keys().countEndedBefore(LoginType.TOKEN, NOW, 9);
          unitOfWork.audit().append(created(maria));
          unitOfWork.audit().append(created(token));
        });
    store
        .usage()
        .store(
            List.of(
                new KeyUse(
                    session.id(),
                    maria.id(),
                    new Sighting(NOW, ""),
                    new Slide(session.expiresAt(), NOW.plusSeconds(9)),
                    1,
                    0)),
            NOW);
    readEverything(maria, session);
  }

  private void readEverything(User maria, ApiKey key) {
    store.directory().find(key.id());
    directory.findAll(Set.of(key.id(), new KeyId("0123456789")));
    store.users().byId(maria.id());
    store.users().byUsername(maria.username());
    store.users().anyExists();
    store.users().list(UserDirectory.Filter.ALL, 0, 9);
    store
        .users()
        .list(new UserDirectory.Filter(List.of("a", "b"), UserStatus.ACTIVE, Role.OWNER), 0, 9);
    store.keys().byId(key.id());
    store.keys().byName(maria.id(), new TokenName("ci"), NOW);
    store.keys().usedAmong(List.of(key.id()));
    store.keys().tokens(new Page(maria.id(), NOW, null, 9));
    store.keys().tokens(new Page(maria.id(), null, new Position(NOW, key.id()), 9));
    store.keys().tokens(new Page(null, NOW, null, 9));
    store.keys().tokens(new Page(null, null, null, 9));
    EverySearch.filters(maria, key).forEach(filter -> store.audit().search(filter, 0, 9));
  }

  private static AuditEntry created(User user) {
    return AuditEntry.userCreated(user, Fixtures.operator().actor(), Fixtures.aRequest(), NOW);
  }

  private static AuditEntry created(ApiKey key) {
    return AuditEntry.keyCreated(key, Fixtures.operator().actor(), Fixtures.aRequest(), NOW);
  }

  private void change(Consumer<UnitOfWork> work) {
    store
        .transactor()
        .inTransaction(
            unitOfWork -> {
              work.accept(unitOfWork);
              return "done";
            });
  }

  /** Passes everything on. */
  private static final class Recording implements Database, SqlLogger {

    private final Database database;
    private final Set<String> statements = new TreeSet<>();

    Recording(Database database) {
      this.database = database;
    }

    @Override
    public Dialect dialect() {
      return database.dialect();
    }

    @Override
    public <R> R read(HandleCallback<R, RuntimeException> query) {
      return database.read(handle -> query.withHandle(recorded(handle)));
    }

    @Override
    public <R> R write(HandleCallback<R, RuntimeException> work) {
      return database.write(handle -> work.withHandle(recorded(handle)));
    }

    private Handle recorded(Handle handle) {
      handle.getConfig(SqlStatements.class).setSqlLogger(this);
      return handle;
    }

    @Override
    public void logAfterExecution(StatementContext context) {
      String sql = context.getParsedSql().getSql().strip();
      if (!sql.startsWith("COMMIT") && !sql.startsWith("LOCK TABLE")) {
        statements.add(sql);
      }
    }

    @Override
    public void close() {
      database.close();
    }
  }
}
