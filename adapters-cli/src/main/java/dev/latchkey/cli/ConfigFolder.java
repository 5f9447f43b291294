package dev.latchkey.cli;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;

import dev.latchkey.cli.Settings.Found;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;

/**
 * Where a login is stored between two commands: the files {@code url} and {@code session} in a
 * folder that only its owner can read (contract section 11.3).
 */
final class ConfigFolder {

  /** Where what is stored here is set. */
  static final String ORIGIN = "your login";

  private static final String URL_FILE = "url";
  private static final String SESSION_FILE = "session";

  private final Path folder;

  ConfigFolder(Path folder) {
    this.folder = folder;
  }

  /** The server of the login. */
  Optional<Found> url() {
    return read(URL_FILE).map(url -> new Found(url, ORIGIN));
  }

  /** The session key of the login. */
  Optional<String> session() {
    return read(SESSION_FILE);
  }

  /** Makes sure that a login can be stored. */
  void requireWritable() {
    try {
      Files.createDirectories(folder, ownerOnly("rwx------"));
      Files.delete(Files.createTempFile(folder, SESSION_FILE, ".tmp"));
    } catch (IOException e) {
      throw new CommandFailure("cannot store the login in " + folder + ": " + reason(e), e);
    }
  }

  /** Stores a login in place of the one before. */
  void store(String url, String session) {
    try {
      Files.createDirectories(folder, ownerOnly("rwx------"));
      // In this order, because a session must never be found beside the url of another server.
      Files.deleteIfExists(folder.resolve(SESSION_FILE));
      write(URL_FILE, url);
      write(SESSION_FILE, session);
    } catch (IOException e) {
      throw new CommandFailure("cannot store the login in " + folder + ": " + reason(e), e);
    }
  }

  /** Forgets the session; the server is remembered for the next login. */
  void forgetSession() {
    try {
      Files.deleteIfExists(folder.resolve(SESSION_FILE));
    } catch (IOException e) {
      throw new CommandFailure("cannot remove the login in " + folder + ": " + reason(e), e);
    }
  }

  /** The files that others must not read. */
  List<Path> files() {
    return List.of(folder.resolve(URL_FILE), folder.resolve(SESSION_FILE));
  }

  private void write(String name, String text) throws IOException {
    // A temporary file is made for its owner only; the move keeps that.
    Path temporary = Files.createTempFile(folder, name, ".tmp");
    try {
      Files.writeString(temporary, text, StandardCharsets.UTF_8);
      Files.move(temporary, folder.resolve(name), ATOMIC_MOVE, REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(temporary);
    }
  }

  private Optional<String> read(String name) {
    Path file = folder.resolve(name);
    try {
      String text = Files.readString(file, StandardCharsets.UTF_8).strip();
      return text.isEmpty() ? Optional.empty() : Optional.of(text);
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw new CommandFailure("cannot read the login in " + file + ": " + reason(e), e);
    }
  }

  private FileAttribute<?>[] ownerOnly(String permissions) {
    boolean posix = folder.getFileSystem().supportedFileAttributeViews().contains("posix");
    return posix
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
        }
        : new FileAttribute<?>[0];
  }

  private static String reason(IOException e) {
    return e.getClass().getSimpleName() + ": " + e.getMessage();
  }
}
