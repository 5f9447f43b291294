package dev.latchkey.cli.store;

import dev.latchkey.cli.GlobalOptions;
import dev.latchkey.cli.ProcessContext;
import dev.latchkey.cli.Settings.Found;
import dev.latchkey.cli.Settings.Reader;
import java.io.File;
import java.nio.file.Path;
import java.util.function.Consumer;

/** Finds out which database a command works on that always needs one. */
public final class DatabaseSetting {

  private DatabaseSetting() {}

  /**
   * The JDBC URL that is set, else that of a file in the data folder.
   *
   * @param problems told what is wrong, without what may be a password
   */
  public static Found read(
      ProcessContext context,
      GlobalOptions options,
      Reader settings,
      Consumer<? super String> problems) {
    Path folder = DataFolder.of(context);
    Found url =
        settings
            .find("--db", options.db, "LATCHKEY_DB")
            .orElseGet(
                () -> new Found(DatabaseUrl.SQLITE + folder.resolve("latchkey.db"), "default"));
    DatabaseUrl.problemOf(url.value(), folder)
        .ifPresent(problem -> problems.accept(url.origin() + ": " + problem));
    return url;
  }

  /** Makes the data folder if the database is to be there, which nobody else would make. */
  public static void createDefaultFolder(ProcessContext context, String url) {
    Path folder = DataFolder.of(context);
    if (url.startsWith(DatabaseUrl.SQLITE + folder + File.separator)) {
      DataFolder.create(folder);
    }
  }
}
