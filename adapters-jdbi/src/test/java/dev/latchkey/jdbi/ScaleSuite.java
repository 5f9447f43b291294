package dev.latchkey.jdbi;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Dead keys stay for good, so nothing may become slower as they become more. */
interface ScaleSuite {

  /** The system property that asks for a size, and for the figures. */
  String ASKED = "latchkey.scale.keys";

  /**
   * How many keys the large table holds: a million or more, because of small tables PostgreSQL
   * rightly reads every page.
   */
  int LARGE = Integer.getInteger(ASKED, 1_000_000);

  int SMALL = 1_000;

  /**
   * How often it may be tried again. A disturbance of the machine falls on both tables alike, since
   * they are used in turn, and on a few of the times, which the medians leave out. Should it still
   * mislead, then hardly every time; a statement that has lost its index fails every time.
   */
  int TRIES = 10;

  /** The number of a round whose result is thrown away. */
  int WARM_UP = 1_000;

  ScaleTable small();

  ScaleTable large();

  /** Writes down what a statement is, so that {@link #planOf} can explain it. */
  StatementLog<String> newLog();

  /** The steps by which the database carries out a statement on the large table. */
  List<String> planOf(String statement);

  /** The steps that read a whole table, or sort before the first row is known. */
  Pattern badStep();

  @TestFactory
  default Stream<DynamicTest> givenManyDeadKeys_whenExplained_thenAnIndexServesIt() {
    StatementLog<String> log = newLog();
    log.attach(large().database());
    return ScaleOperation.ALL.stream()
        .map(
            operation ->
                DynamicTest.dynamicTest(
                    operation.name(),
                    () -> {
                      log.take();
                      operation.run(large(), 7);
                      List<String> statements = log.take();
                      large().restore();
                      requireIndexes(statements);
                    }));
  }

  private void requireIndexes(List<String> statements) {
    assertThat(statements)
        .isNotEmpty()
        // The table of nodes has a row a server, however many keys there are.
        .filteredOn(statement -> !statement.contains("latchkey_nodes"))
        .allSatisfy(
            statement ->
                assertThat(planOf(statement)).as(statement).noneMatch(badStep().asPredicate()));
  }

  @TestFactory
  default Stream<DynamicTest> givenManyDeadKeys_whenUsed_thenItTakesNoLongerThanWithFew() {
    return ScaleOperation.ALL.stream()
        .map(
            operation ->
                DynamicTest.dynamicTest(operation.name(), () -> requireSimilar(operation)));
  }

  private void requireSimilar(ScaleOperation operation) {
    compare(operation, WARM_UP);
    Comparison comparison = compare(operation, 0);
    for (int round = 1; comparison.ratio() > operation.limit() && round < TRIES; round++) {
      comparison = compare(operation, round);
    }
    if (Integer.getInteger(ASKED) != null) {
      System.out.printf("| %s | %s |%n", operation.name(), comparison);
    }
    assertThat(comparison.ratio()).as(comparison.toString()).isLessThanOrEqualTo(operation.limit());
  }

  private Comparison compare(ScaleOperation operation, int round) {
    int times = operation.times();
    Comparison comparison =
        Comparison.of(
            seed -> operation.run(small(), seed),
            seed -> operation.run(large(), seed),
            round * times,
            times);
    small().restore();
    large().restore();
    return comparison;
  }
}
