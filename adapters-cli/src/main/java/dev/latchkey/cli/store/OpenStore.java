package dev.latchkey.cli.store;

import dev.latchkey.cli.CommandFailure;
import dev.latchkey.cli.ExitCode;
import dev.latchkey.cli.GlobalOptions;
import dev.latchkey.cli.ProcessContext;
import dev.latchkey.cli.Settings;
import dev.latchkey.cli.Settings.Found;
import dev.latchkey.cli.log.LogFormat;
import dev.latchkey.cli.log.ProcessLog;
import dev.latchkey.core.error.LatchkeyException;
import dev.latchkey.core.error.LatchkeyException.Unavailable;
import dev.latchkey.core.error.StoreException;
import dev.latchkey.core.port.KeyStore;
import dev.latchkey.jdbi.JdbiKeyStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;

/** Opens the database of a command, and tells what is wrong with it as a command does. */
final class OpenStore {

  /** What to do after a failure that only a look can explain. */
  static final String LOOK = "Check it with 'latchkey doctor --db URL', then try again.";

  private OpenStore() {}

  /**
   * Runs {@code work} on the database that is set, else on the one in the data folder.
   *
   * @throws CommandFailure if the database can't be opened or fails
   */
  static <R> R with(
      ProcessContext context, GlobalOptions options, Function<? super KeyStore, ? extends R> work) {
    List<String> problems = new ArrayList<>();
    options.refuseAllButDatabase(problems::add);
    Found url =
        DatabaseSetting.read(
            context, options, new Settings(context, options).reader(problems::add), problems::add);
    if (!problems.isEmpty()) {
      throw CommandFailure.usage(String.join("\n", problems));
    }
    return on(context, url, work);
  }

  /**
   * Runs {@code work} on the database at {@code url}.
   *
   * @throws CommandFailure if the database can't be opened or fails
   */
  static <R> R on(ProcessContext context, Found url, Function<? super KeyStore, ? extends R> work) {
    return ask(
        () -> {
          try (KeyStore store = open(context, url)) {
            return work.apply(store);
          }
        });
  }

  /**
   * Asks a database.
   *
   * @throws CommandFailure if it fails
   */
  static <R> R ask(Supplier<? extends R> work) {
    try {
      return work.get();
    } catch (Unavailable e) {
      throw new CommandFailure(
          ExitCode.UNREACHABLE, "the database failed: " + e.getMessage(), LOOK, e);
    } catch (StoreException e) {
      throw new CommandFailure(ExitCode.FAILED, "the database failed: " + e.getMessage(), LOOK, e);
    }
  }

  /**
   * Opens a database that is there.
   *
   * @throws CommandFailure if it can't be opened
   */
  static KeyStore open(ProcessContext context, Found url) {
    DatabaseUrl.problemOf(url.value(), DataFolder.of(context))
        .ifPresent(
            problem -> {
              throw url.wrong(problem);
            });
    requireThere(url);
    ProcessLog.start(LogFormat.TEXT);
    try {
      return JdbiKeyStore.open(url.value());
    } catch (Unavailable e) {
      throw failure(ExitCode.UNREACHABLE, e);
    } catch (LatchkeyException
        | StoreException
        | IllegalArgumentException
        | IllegalStateException e) {
      throw failure(ExitCode.FAILED, e);
    }
  }

  private static CommandFailure failure(ExitCode exitCode, RuntimeException cause) {
    return new CommandFailure(
        exitCode, "cannot open the database: " + cause.getMessage(), LOOK, cause);
  }

  // A new, empty database would be made of a name with a slip of the pen in it.
  private static void requireThere(Found url) {
    if (url.value().startsWith(DatabaseUrl.SQLITE)) {
      String file = url.value().substring(DatabaseUrl.SQLITE.length());
      if (!Files.exists(Path.of(file))) {
        throw new CommandFailure(
            ExitCode.UNREACHABLE,
            url.origin() + ": there is no database file " + file,
            "Check the path; 'latchkey server' would make the file.");
      }
    }
  }
}
