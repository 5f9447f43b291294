package dev.latchkey.jdbi;

import dev.latchkey.core.error.LatchkeyException.Unavailable;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;

/** The file that holds an SQLite database: which it is, and that it is still the same one. */
final class SqliteFile {

  private final Path path;
  private final Object identity;

  private SqliteFile(Path path) {
    this.path = path;
    identity = identityOf(path);
  }

  /**
   * Reads the part of a JDBC URL that names the file.
   *
   * @throws IllegalArgumentException if it does not name one
   */
  static Path pathOf(String text) {
    if (text.isEmpty() || text.startsWith(":") || text.startsWith("file:")) {
      // Each connection to an in-memory database would get a database of its own.
      throw new IllegalArgumentException(
          "\""
              + text
              + "\" is no database file (expected: a path; databases in memory, resources and file:"
              + " URIs are not supported, use a temporary file)");
    }
    try {
      return Path.of(text);
    } catch (InvalidPathException e) {
      throw new IllegalArgumentException("the database file is no valid path", e);
    }
  }

  /** Makes the file if there is none. It holds hashes, so nobody else may read it. */
  static SqliteFile prepare(Path file) {
    Path path = file.toAbsolutePath();
    if (path.toString().indexOf('?') >= 0) {
      // The driver would take what follows for parameters and open another file.
      throw new IllegalArgumentException(
          "the path of the database file must not contain \"?\" (got: " + path + ")");
    }
    Path directory = path.getParent();
    if (directory == null || !Files.isDirectory(directory)) {
      throw unavailable(
          "The directory " + directory + " does not exist; create it first.",
          new NoSuchFileException(String.valueOf(directory)));
    }
    if (Files.isDirectory(path)) {
      throw new IllegalArgumentException(path + " is a directory (expected: a database file)");
    }
    try {
      Files.createFile(path, ownerOnly(path));
    } catch (FileAlreadyExistsException opened) {
      // Made before, or by somebody else just now.
    } catch (IOException e) {
      throw unavailable("The database file " + path + " can't be created: " + e + ".", e);
    }
    return new SqliteFile(path);
  }

  String jdbcUrl() {
    return "jdbc:sqlite:" + path;
  }

  /**
   * Refuses to go on if the file was removed or replaced since it was prepared: SQLite would go on
   * with the old one, which nobody else can open any more. What is written there would be lost
   * though it was acknowledged (G8), and what others expire would not be seen (G5).
   */
  void requireSame() {
    if (!identityOf(path).equals(identity)) {
      throw unavailable(
          "The database file " + path + " was replaced by another; start again to use that.",
          new NoSuchFileException(path.toString()));
    }
  }

  /** Tells a file from any other that may come to stand at its path. */
  private static Object identityOf(Path path) {
    try {
      BasicFileAttributes attributes = Files.readAttributes(path, BasicFileAttributes.class);
      Object key = attributes.fileKey();
      return key == null ? attributes.creationTime() : key;
    } catch (IOException e) {
      throw unavailable("The database file " + path + " is gone.", e);
    }
  }

  @Override
  public String toString() {
    return path.toString();
  }

  private static FileAttribute<?>[] ownerOnly(Path path) {
    return path.getFileSystem().supportedFileAttributeViews().contains("posix")
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
        }
        : new FileAttribute<?>[0];
  }

  private static Unavailable unavailable(String message, IOException cause) {
    return new Unavailable(message, cause);
  }
}
