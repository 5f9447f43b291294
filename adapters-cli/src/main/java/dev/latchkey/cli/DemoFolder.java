package dev.latchkey.cli;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import org.jspecify.annotations.Nullable;

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
    try {
      Files.walkFileTree(path, new Deletion());
    } catch (IOException e) {
      throw new CommandFailure("could not delete " + path + ": " + e, e);
    }
  }

  /** Deletes what it comes to. Who ends may delete some of it at the same time. */
  private static final class Deletion extends SimpleFileVisitor<Path> {

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
      Files.deleteIfExists(file);
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException problem) throws IOException {
      if (problem instanceof NoSuchFileException) {
        return FileVisitResult.CONTINUE;
      }
      throw problem;
    }

    @Override
    public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException problem)
        throws IOException {
      Files.deleteIfExists(folder);
      return FileVisitResult.CONTINUE;
    }
  }
}
