package dev.latchkey.cli.store;

import dev.latchkey.cli.ProcessContext;
import dev.latchkey.cli.Setting;
import java.io.File;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Finds out which database a command works on, the same way for every command that has one. */
public final class DatabaseSetting {

  /** What a command's help says of {@code --db}. */
  public static final String DESCRIPTION =
      "The database: jdbc:sqlite:PATH or jdbc:postgresql://HOST:PORT/DATABASE (LATCHKEY_DB;"
          + " else latchkey/latchkey.db in the data folder, $XDG_DATA_HOME or ~/.local/share)."
          + " Others can see the option, so no passwords in it.";

  private static final Setting SETTING = new Setting("--db", "LATCHKEY_DB");

  private DatabaseSetting() {}

  /**
   * The JDBC URL that the option names, else the environment, else that of a file in the data
   * folder.
   *
   * @param option what {@code --db} says; null if it was not used
   * @param problems told what is wrong, without what may be a password
   */
  public static String read(
      ProcessContext context, @Nullable String option, Consumer<? super String> problems) {
    Path folder = DataFolder.of(context);
    String url =
        SETTING.value(
            context, option, DatabaseUrl.SQLITE + folder.resolve("latchkey.db"), problems);
    DatabaseUrl.problemOf(url, folder).ifPresent(problem -> problems.accept("--db: " + problem));
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
