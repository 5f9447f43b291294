package dev.latchkey.cli.store;

import dev.latchkey.cli.Checkup;
import dev.latchkey.cli.CommandFailure;
import dev.latchkey.cli.ExitCode;
import dev.latchkey.cli.ProcessContext;
import dev.latchkey.cli.Settings.Found;
import dev.latchkey.core.Latchkey;
import dev.latchkey.core.audit.Actor.LocalOperator;
import dev.latchkey.core.audit.RequestInfo;
import dev.latchkey.core.authority.Caller.Trusted;
import dev.latchkey.core.port.KeyStore;
import dev.latchkey.core.port.UserDirectory;
import dev.latchkey.core.user.User;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;

/** Looks at a database. */
public final class StoreCheckup {

  private StoreCheckup() {}

  /**
   * Opens the database and reads from it; opening brings its tables up to date.
   *
   * @param as in whose name commands work on it, if that is set
   */
  public static void run(ProcessContext context, Found url, Optional<Found> as, Checkup checkup) {
    KeyStore store;
    try {
      store = OpenStore.open(context, url);
    } catch (CommandFailure e) {
      checkup.wrong("database", String.valueOf(e.getMessage()), next(e));
      return;
    }
    try (Latchkey latchkey = Latchkey.on(store).retention(Duration.ZERO).build()) {
      checkup.ok("database", "it can be opened, and its tables are those of this version");
      long users = OpenStore.ask(() -> store.users().list(UserDirectory.Filter.ALL, 0, 1).count());
      if (users > 0) {
        checkup.ok("users", users + " user(s)");
      } else {
        checkup.wrong("users", "there are none", "'latchkey server' creates the first one.");
      }
      as.ifPresent(found -> lookAtUser(context, latchkey, found, checkup));
    } catch (CommandFailure e) {
      checkup.wrong("database", String.valueOf(e.getMessage()), next(e));
    }
    checkup.ok("clock", "times are those of this machine");
  }

  private static String next(CommandFailure failure) {
    if (!failure.next().equals(OpenStore.LOOK)) {
      return failure.next().isEmpty() ? "Correct it where it is set." : failure.next();
    }
    return failure.exitCode() == ExitCode.UNREACHABLE
        ? "Have the database run, or name another one."
        : "Mend what is named, or name another database.";
  }

  private static void lookAtUser(
      ProcessContext context, Latchkey latchkey, Found as, Checkup checkup) {
    RequestInfo request = new RequestInfo(UUID.randomUUID(), "", "latchkey doctor");
    Trusted operator = new Trusted(new LocalOperator(context.account()), request);
    try {
      User user = StoreBackends.activeUser(latchkey, as, operator);
      checkup.ok("as", "commands act in the name of " + user.username().value());
    } catch (CommandFailure e) {
      checkup.wrong("as", String.valueOf(e.getMessage()), next(e));
    }
  }
}
