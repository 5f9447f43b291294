package dev.latchkey.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** That the limits in docs/deploy leave room for what a server needs. */
final class DeploymentTest {

  private static final Path FOLDER = Path.of("../docs/deploy");

  /** Those of the JVM, those that read and answer, and those of the database: some 50. */
  private static final int OTHER_THREADS = 128;

  @Test
  void givenLimitsForThreads_whenEveryChangeWaitsForNodes_thenThereIsRoomForAllOfThem()
      throws IOException {
    assertThat(numbers("latchkey.service", "TasksMax=([0-9]+)"))
        .hasSize(1)
        .allMatch(most -> most >= WaitingThreads.MOST + OTHER_THREADS);
    assertThat(numbers("README.md", "--pids-limit ([0-9]+)"))
        .hasSize(1)
        .allMatch(most -> most >= WaitingThreads.MOST + OTHER_THREADS);
  }

  private static List<Integer> numbers(String file, String pattern) throws IOException {
    return Pattern.compile(pattern)
        .matcher(Files.readString(FOLDER.resolve(file)))
        .results()
        .map(found -> Integer.valueOf(found.group(1)))
        .toList();
  }
}
