package dev.latchkey.jdbi;

import dev.latchkey.core.key.PlaintextKey;
import dev.latchkey.core.testkit.Race;
import dev.latchkey.jdbi.testkit.PostgresServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.DoubleSupplier;
import java.util.function.ObjIntConsumer;
import org.jdbi.v3.core.Jdbi;

/**
 * How fast Latchkey is beside the same SQL through plain JDBC. {@code docs/performance.md} tells
 * how to run it and what came of it.
 */
final class Benchmark {

  /** Names a PostgreSQL database to use in place of one of our own. It must be empty. */
  private static final String URL_VARIABLE = "LATCHKEY_BENCH_POSTGRES_URL";

  private static final int THREADS = 2;
  private static final int ROUNDS = 9;
  private static final int WARM_UPS = 2;
  private static final Duration ROUND =
      Duration.ofMillis(Integer.getInteger("latchkey.bench.round", 1_000));

  private final BenchmarkStore store;
  private final List<PlaintextKey> live = BenchmarkStore.liveTokens();

  private Benchmark(BenchmarkStore store) {
    this.store = store;
  }

  static void compareAll() throws IOException {
    System.out.printf(
        "JDK %s, %s %s, %d processors, %s; %d threads, medians of %d rounds%n",
        System.getProperty("java.version"),
        System.getProperty("os.name"),
        System.getProperty("os.version"),
        Runtime.getRuntime().availableProcessors(),
        now().truncatedTo(ChronoUnit.MINUTES),
        THREADS,
        ROUNDS);
    System.out.println(
        "| store | | Latchkey, 1/s | plain JDBC, 1/s | ratio | worst and best round |");
    System.out.println("|---|---|---|---|---|---|");
    sqlite();
    String url = System.getenv(URL_VARIABLE);
    if (url == null) {
      postgres();
    } else {
      postgres(url);
    }
  }

  private static void sqlite() throws IOException {
    Path file = Files.createTempDirectory("latchkey-bench").resolve("keys.db");
    SqliteScaleIT.load(new BulkKeys(BenchmarkStore.KEYS), file, now());
    Jdbi admin = Jdbi.create("jdbc:sqlite:" + file);
    SqliteDatabase database = SqliteDatabase.open(file);
    run(BenchmarkStore.of("SQLite", database, SqlitePlainConnections.to(file), admin));
    Files.delete(file);
    Files.delete(file.getParent());
  }

  /** On a server that loses nothing, unlike those for tests. */
  private static void postgres() throws IOException {
    try (PostgresServer server = PostgresServer.startDurable()) {
      postgres(server.createEmptyDatabase());
    }
  }

  private static void postgres(String url) {
    PostgresUrl checked = PostgresUrl.of(url);
    Jdbi admin = Jdbi.create(url);
    Database database = PostgresDatabase.open(checked);
    admin.useHandle(
        handle -> PostgresScaleIT.load(new BulkKeys(BenchmarkStore.KEYS), handle, now()));
    PlainConnections connections = new PostgresPlainConnections(PostgresConnections.to(checked));
    run(BenchmarkStore.of("PostgreSQL", database, connections, admin));
  }

  private static void run(BenchmarkStore store) {
    try (store) {
      new Benchmark(store).run();
    }
  }

  private void run() {
    besideJdbc("verify", this::verify);
    besideJdbc("create", this::create);
    besideJdbc("expire", (side, i) -> side.expire(live.get(i)));
    besidePurge("verify during a purge, and without", this::verify);
    besidePurge("create during a purge, and without", this::create);
  }

  private void verify(BenchmarkSide side, int number) {
    side.verify(live.get(number % live.size()));
  }

  private void create(BenchmarkSide side, int number) {
    side.create(BulkKeys.HOARDER, BenchmarkStore.NAMES + number);
  }

  private void besideJdbc(String operation, ObjIntConsumer<BenchmarkSide> work) {
    compare(operation, () -> rate(store.latchkey(), work), () -> rate(store.jdbc(), work));
  }

  private void besidePurge(String operation, ObjIntConsumer<BenchmarkSide> work) {
    compare(operation, () -> rateDuringPurge(work), () -> rate(store.latchkey(), work));
  }

  private double rateDuringPurge(ObjIntConsumer<BenchmarkSide> work) {
    BusyPurge purge = new BusyPurge(store.keys());
    try {
      return rate(store.latchkey(), work);
    } finally {
      purge.close();
    }
  }

  private void compare(String operation, DoubleSupplier measured, DoubleSupplier floor) {
    List<Double> rates = new ArrayList<>();
    List<Double> floors = new ArrayList<>();
    List<Double> ratios = new ArrayList<>();
    for (int round = -WARM_UPS; round < ROUNDS; round++) {
      boolean floorFirst = round % 2 != 0;
      double first = (floorFirst ? floor : measured).getAsDouble();
      double second = (floorFirst ? measured : floor).getAsDouble();
      if (round >= 0) {
        rates.add(floorFirst ? second : first);
        floors.add(floorFirst ? first : second);
        ratios.add(floorFirst ? second / first : first / second);
      }
    }
    List<Double> sorted = ratios.stream().sorted().toList();
    System.out.printf(
        "| %s | %s | %,.0f | %,.0f | **%.2f** | %.2f to %.2f |%n",
        store.name(),
        operation,
        median(rates),
        median(floors),
        median(ratios),
        sorted.get(0),
        sorted.get(sorted.size() - 1));
  }

  /** How many a second, from a state that is the same each time. */
  private double rate(BenchmarkSide side, ObjIntConsumer<BenchmarkSide> work) {
    store.restore();
    AtomicInteger next = new AtomicInteger();
    long start = System.nanoTime();
    int done =
        Race.of(THREADS, () -> workUntil(start + ROUND.toNanos(), side, next, work)).stream()
            .mapToInt(Integer::intValue)
            .sum();
    return done * 1e9 / (System.nanoTime() - start);
  }

  private int workUntil(
      long end, BenchmarkSide side, AtomicInteger next, ObjIntConsumer<BenchmarkSide> work) {
    int done = 0;
    for (; System.nanoTime() < end; done++) {
      work.accept(side, next.getAndIncrement());
    }
    return done;
  }

  private static double median(List<Double> values) {
    return values.stream().sorted().toList().get(values.size() / 2);
  }

  private static Instant now() {
    return Instant.now().truncatedTo(ChronoUnit.MICROS);
  }
}
