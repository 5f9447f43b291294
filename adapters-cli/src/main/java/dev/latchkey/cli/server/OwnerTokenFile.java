package dev.latchkey.cli.server;

import dev.latchkey.cli.CommandFailure;
import dev.latchkey.core.key.KeyId;
import dev.latchkey.core.key.PlaintextKey;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/**
 * A new file for the first user's token, for its owner only. It is made, at its full size and on
 * the disk, before the token is: a token that can't be handed over would be lost for good.
 */
final class OwnerTokenFile implements AutoCloseable {

  private static final int SIZE = KeyId.LENGTH + 1 + PlaintextKey.SECRET_LENGTH + 1;

  private final Path path;
  private final FileChannel channel;

  private OwnerTokenFile(Path path, FileChannel channel) {
    this.path = path;
    this.channel = channel;
  }

  /** Makes the file and reserves its space. */
  static OwnerTokenFile create(Path path) {
    try {
      OwnerTokenFile file = new OwnerTokenFile(path, open(path));
      file.reserve();
      return file;
    } catch (FileAlreadyExistsException e) {
      throw new CommandFailure(
          "--owner-token-file: " + path + " exists already; move it away or name another", e);
    } catch (IOException e) {
      throw new CommandFailure(
          "--owner-token-file: cannot write " + path + ": " + e.getClass().getSimpleName(), e);
    }
  }

  /** Writes the token, so that it is on the disk when this returns. */
  void write(PlaintextKey token) throws IOException {
    writeAll(token.reveal() + "\n");
  }

  /** Removes the file again, because there is no token for it. */
  void discard() {
    try {
      Files.deleteIfExists(path);
    } catch (IOException e) {
      throw new CommandFailure("cannot remove " + path + ", which holds no token", e);
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }

  private void reserve() throws IOException {
    try {
      writeAll(" ".repeat(SIZE - 1) + "\n");
    } catch (IOException e) {
      Files.deleteIfExists(path);
      throw e;
    }
  }

  private void writeAll(String text) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII));
    while (bytes.hasRemaining()) {
      channel.write(bytes, bytes.position());
    }
    channel.force(true);
  }

  private static FileChannel open(Path path) throws IOException {
    boolean posix = path.getFileSystem().supportedFileAttributeViews().contains("posix");
    FileAttribute<?>[] ownerOnly =
        posix
            ? new FileAttribute<?>[] {
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
            }
            : new FileAttribute<?>[0];
    return FileChannel.open(
        path, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), ownerOnly);
  }
}
