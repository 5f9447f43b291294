package dev.latchkey.cli.store;

import dev.latchkey.cli.CommandFailure;
import dev.latchkey.cli.ProcessContext;
import dev.latchkey.cli.log.LogFormat;
import dev.latchkey.cli.log.ProcessLog;
import dev.latchkey.core.error.LatchkeyException;
import dev.latchkey.core.error.StoreException;
import dev.latchkey.core.port.KeyStore;
import dev.latchkey.jdbi.JdbiKeyStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Opens the database of a command, and tells what is wrong with it as a command does. */
final class OpenStore {

  private OpenStore() {}

  /**
   * Runs {@code work} on the database.
   *
   * @param option what {@code --db} says; null if it was not used
   * @throws CommandFailure if the database can't be opened or fails
   */
  static <R> R with(
      ProcessContext context,
      @Nullable String option,
      Function<? super KeyStore, ? extends R> work) {
    ProcessLog.start(LogFormat.TEXT);
    try (KeyStore store = open(urlOf(context, option))) {
      return work.apply(store);
    } catch (LatchkeyException.Unavailable | StoreException e) {
      throw new CommandFailure("the database failed: " + e.getMessage(), e);
    }
  }

  private static String urlOf(ProcessContext context, @Nullable String option) {
    List<String> problems = new ArrayList<>();
    String url = DatabaseSetting.read(context, option, problems::add);
    if (problems.isEmpty()) {
      requireThere(url, problems);
    }
    if (!problems.isEmpty()) {
      throw new CommandFailure(String.join("\n", problems));
    }
    return url;
  }

  // A new, empty database would be made of a name with a slip of the pen in it.
  private static void requireThere(String url, List<String> problems) {
    if (!url.startsWith(DatabaseUrl.SQLITE)) {
      return;
    }
    String file = url.substring(DatabaseUrl.SQLITE.length());
    if (!Files.exists(Path.of(file))) {
      problems.add("--db: there is no database file " + file + " (a server would make one)");
    }
  }

  private static KeyStore open(String url) {
    try {
      return JdbiKeyStore.open(url);
    } catch (LatchkeyException
        | StoreException
        | IllegalArgumentException
        | IllegalStateException e) {
      throw new CommandFailure("cannot open the database: " + e.getMessage(), e);
    }
  }
}
