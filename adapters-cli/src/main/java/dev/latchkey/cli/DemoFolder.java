package dev.latchkey.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * A temporary folder that is gone afterwards, whether or not somebody interrupts.
 *
 * @param path where it is
 */
record DemoFolder(Path path) implements AutoCloseable {

  static DemoFolder create() {
    try {
      // Only its owner can look into it.
      return new DemoFolder(Files.createTempDirectory("latchkey-demo-"));
    } catch (IOException e) {
      throw new CommandFailure("there is no temporary folder for the demo: " + e.getMessage(), e);
    }
  }

  @Override
  public void close() {
    if (!Files.exists(path)) {
      return;
    }
    try (Stream<Path> found = Files.walk(path)) {
      List<Path> deepestFirst = found.sorted(Comparator.reverseOrder()).toList();
      for (Path file : deepestFirst) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("could not delete " + path, e);
    }
  }
}
