package dev.latchkey.cli.store;

import dev.latchkey.cli.CommandFailure;
import dev.latchkey.cli.text.AtEnd;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * A new file for an export, for its owner only. It gets its name when it is complete and on the
 * disk: half an export would pass for a whole one.
 */
final class ExportFile implements AutoCloseable {

  private final Path path;
  private final Path unfinished;
  private final BufferedWriter writer;
  private final AtEnd interrupted;

  private ExportFile(Path path, Path unfinished, BufferedWriter writer) {
    this.path = path;
    this.unfinished = unfinished;
    this.writer = writer;
    // There are hashes in it.
    interrupted = new AtEnd(this::deleteUnfinished);
  }

  private void deleteUnfinished() {
    try {
      Files.deleteIfExists(unfinished);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Begins a file.
   *
   * @throws CommandFailure if there is one of that name, or the name can't be one
   */
  static ExportFile create(String name) throws IOException {
    Path path = pathOf(name);
    if (Files.exists(path)) {
      throw existsAlready(name);
    }
    // A temporary file is made for its owner only; the move keeps that.
    Path unfinished = Files.createTempFile(path.getParent(), path.getFileName() + ".", ".part");
    return new ExportFile(
        path, unfinished, Files.newBufferedWriter(unfinished, StandardCharsets.UTF_8));
  }

  /** Adds a text. A failure comes as an {@link UncheckedIOException}. */
  void write(String text) {
    try {
      writer.write(text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Makes the file whole. It never takes the place of another. */
  void finish() throws IOException {
    writer.close();
    try (FileChannel channel = FileChannel.open(unfinished, StandardOpenOption.WRITE)) {
      channel.force(true);
    }
    try {
      Files.move(unfinished, path);
    } catch (FileAlreadyExistsException e) {
      throw existsAlready(path.toString());
    }
  }

  private static CommandFailure existsAlready(String name) {
    return new CommandFailure(
        "--output: " + name + " exists already; move it away or name another");
  }

  /** Removes what is not finished. */
  @Override
  public void close() throws IOException {
    try (interrupted) {
      writer.close();
    } finally {
      Files.deleteIfExists(unfinished);
    }
  }

  private static Path pathOf(String name) {
    try {
      Path path = Path.of(name).toAbsolutePath();
      if (name.isBlank() || path.getParent() == null || !Files.isDirectory(path.getParent())) {
        throw new CommandFailure(
            "--output: " + name + " (expected: a path in a folder that exists)");
      }
      return path;
    } catch (InvalidPathException e) {
      throw new CommandFailure("--output: " + e.getMessage(), e);
    }
  }
}
