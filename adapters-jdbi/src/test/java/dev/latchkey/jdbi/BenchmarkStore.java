package dev.latchkey.jdbi;

import dev.latchkey.core.key.PlaintextKey;
import dev.latchkey.core.port.KeyStore;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.UnableToExecuteStatementException;

/**
 * A database full of keys, and the two that take turns with it.
 *
 * @param name which database
 * @param keys the same, past the use cases
 * @param latchkey through the use cases
 * @param jdbc by the same statements
 * @param admin to put things back between the rounds
 */
record BenchmarkStore(
    String name, KeyStore keys, BenchmarkSide latchkey, BenchmarkSide jdbc, Jdbi admin)
    implements AutoCloseable {

  /** How many keys there are; one in {@link BulkKeys#LIVE_EVERY} is live. */
  static final int KEYS = 200_000;

  static final String NAMES = "bench-";

  /** What loaded {@code database} and {@code connections} lead to. */
  static BenchmarkStore of(
      String name, Database database, PlainConnections connections, Jdbi admin) {
    KeyStore keys = new JdbiKeyStore(database);
    BenchmarkSide latchkey = LatchkeySide.on(keys);
    StatementLog<BenchmarkStatement> log = new StatementLog<>(BenchmarkStatement::of);
    log.attach(database);
    latchkey.verify(BulkKeys.token(0));
    BenchmarkStatement verify = log.take().get(0);
    latchkey.create(BulkKeys.HOARDER, NAMES);
    List<BenchmarkStatement> create = log.take();
    latchkey.expire(BulkKeys.token(0));
    List<BenchmarkStatement> expire = withoutTheNodes(log.take());
    log.detach(database);
    PlainJdbcSide jdbc = new PlainJdbcSide(connections, verify, create, expire);
    return new BenchmarkStore(name, keys, latchkey, jdbc, admin);
  }

  /** Who else must know is asked after the transaction, by Latchkey alone. */
  private static List<BenchmarkStatement> withoutTheNodes(List<BenchmarkStatement> statements) {
    return statements.stream()
        .filter(statement -> !statement.contains("JOIN latchkey_nodes"))
        .toList();
  }

  /** The tokens of all live keys, in no order. */
  static List<PlaintextKey> liveTokens() {
    List<PlaintextKey> live = new ArrayList<>();
    for (int number = 0; number < KEYS; number += BulkKeys.LIVE_EVERY) {
      live.add(BulkKeys.token(number));
    }
    Collections.shuffle(live, new Random(1));
    return live;
  }

  /** Removes what was created and brings back what was expired. */
  void restore() {
    try {
      restoreAll();
    } catch (UnableToExecuteStatementException e) {
      // The use of keys may be stored meanwhile, in another order. That is over now.
      restoreAll();
    }
  }

  private void restoreAll() {
    admin.useTransaction(
        handle -> {
          handle.execute("DELETE FROM api_keys WHERE token_name LIKE '" + NAMES + "%'");
          handle.execute("DELETE FROM api_keys WHERE id IN (SELECT id FROM live_keys)");
          handle.execute("INSERT INTO api_keys SELECT * FROM live_keys");
        });
  }

  @Override
  public void close() {
    jdbc.close();
    latchkey.close();
  }
}
