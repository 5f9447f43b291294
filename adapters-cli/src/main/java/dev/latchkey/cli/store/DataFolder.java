package dev.latchkey.cli.store;

import dev.latchkey.cli.CommandFailure;
import dev.latchkey.cli.ProcessContext;
import dev.latchkey.cli.UserFolders;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;

/** The folder of the database that a command works on when it is told of none. */
final class DataFolder {

  private DataFolder() {}

  static Path of(ProcessContext context) {
    return UserFolders.of(context, "XDG_DATA_HOME", ".local/share");
  }

  /** Makes the folder, for its owner only, if it is not there. */
  static void create(Path folder) {
    boolean posix = folder.getFileSystem().supportedFileAttributeViews().contains("posix");
    FileAttribute<?>[] ownerOnly =
        posix
            ? new FileAttribute<?>[] {
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"))
            }
            : new FileAttribute<?>[0];
    try {
      Files.createDirectories(folder, ownerOnly);
    } catch (IOException e) {
      throw new CommandFailure(
          "cannot make the folder of the database, "
              + folder
              + ": "
              + e.getClass().getSimpleName()
              + "; choose another with --db jdbc:sqlite:PATH",
          e);
    }
  }
}
