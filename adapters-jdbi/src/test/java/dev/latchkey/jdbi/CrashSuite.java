package dev.latchkey.jdbi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.core.testkit.Site;
import dev.latchkey.core.user.UserId;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.api.io.TempDir;

/**
 * Processes that change keys as fast as they can are killed with SIGKILL, one after another, on one
 * database: whatever they have acknowledged is there with its audit entry, and nothing else is (G2,
 * G8).
 */
interface CrashSuite {

  int KILLS = 65;

  /** In between, the next process meets the database as the last one has left it. */
  int KILLS_BETWEEN_LOOKS = 13;

  int MAX_ACKNOWLEDGED = 60;

  /** About as long as a few changes take. */
  int MAX_MICROS_AFTER_IT = 3_000;

  /** One of so many is killed while it opens the database, or soon after that. */
  int OPENING_ONE_OF = 6;

  int MAX_MICROS_OF_OPENING = 500_000;

  /** The exit code of a process that SIGKILL has ended. */
  int KILLED = 128 + 9;

  /** Fresh and empty for each test, the same one throughout. Whoever makes it closes it. */
  TestDatabase database();

  @Test
  @Timeout(value = 10, unit = TimeUnit.MINUTES, threadMode = ThreadMode.SEPARATE_THREAD)
  default void givenWritingProcesses_whenEachIsKilled_thenWhatTheyAcknowledgedIsThereAndNothingElse(
      @TempDir Path scratch) throws IOException, InterruptedException {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    UserId owner = owner();
    List<String> acknowledged = new ArrayList<>();
    for (int kill = 1; kill <= KILLS; kill++) {
      try (ChildProcess child = launch(owner, "kill-" + kill + "-", scratch)) {
        acknowledged.addAll(untilKilled(child, random));
      }
      if (kill % KILLS_BETWEEN_LOOKS == 0) {
        Changes.in(database())
            .requireAll(
                acknowledged, kill * WritingChild.THREADS, "seed " + seed + ", kill " + kill);
      }
    }
    database().requireIntact();
  }

  private UserId owner() {
    try (Site site = Site.over(database().open())) {
      return site.member("maria").id();
    }
  }

  private ChildProcess launch(UserId owner, String prefix, Path scratch) throws IOException {
    return ChildProcess.launch(
        WritingChild.class,
        // The driver of SQLite leaves its library behind in each process that is killed.
        List.of("-Djava.io.tmpdir=" + scratch),
        List.of(database().jdbcUrl(), owner.toString(), prefix));
  }

  private static List<String> untilKilled(ChildProcess child, Random random)
      throws IOException, InterruptedException {
    boolean whileOpening = random.nextInt(OPENING_ONE_OF) == 0;
    int toRead = whileOpening ? 0 : 1 + random.nextInt(MAX_ACKNOWLEDGED);
    int micros = random.nextInt(whileOpening ? MAX_MICROS_OF_OPENING : MAX_MICROS_AFTER_IT);
    child.awaitReady();
    child.goOn();
    List<String> lines = new ArrayList<>();
    while (lines.size() < toRead) {
      lines.add(child.nextLine());
    }
    child.killAfter(micros);
    // What it said before it died counts too.
    for (String line = child.nextLine(); line != null; line = child.nextLine()) {
      lines.add(line);
    }
    assertThat(lines).doesNotContainNull().noneMatch(line -> line.startsWith(WritingChild.FAILED));
    assertThat(child.exitCode()).as("how it ended").isEqualTo(KILLED);
    return lines;
  }
}
