package dev.latchkey.cli.store;

import dev.latchkey.cli.Checkup;
import dev.latchkey.cli.CommandFailure;
import dev.latchkey.cli.ProcessContext;
import dev.latchkey.core.port.KeyStore;
import dev.latchkey.core.port.UserDirectory;

/** Looks at a database. */
public final class StoreCheckup {

  private StoreCheckup() {}

  /** Opens the database and reads from it; opening brings its tables up to date. */
  public static void run(ProcessContext context, String url, Checkup checkup) {
    try (KeyStore store = OpenStore.open(context, url)) {
      checkup.ok("database", "it can be opened, and its tables are those of this version");
      long users = store.users().list(UserDirectory.Filter.ALL, 0, 1).count();
      if (users > 0) {
        checkup.ok("users", users + " user(s)");
      } else {
        checkup.wrong("users", "there are none", "'latchkey server' creates the first one.");
      }
    } catch (CommandFailure e) {
      checkup.wrong(
          "database", String.valueOf(e.getMessage()), "Correct --db, or have the database run.");
      return;
    }
    checkup.ok("clock", "times are those of this machine");
  }
}
