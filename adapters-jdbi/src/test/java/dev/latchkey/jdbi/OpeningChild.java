package dev.latchkey.jdbi;

import java.io.IOException;

/** A process that opens a database, and makes its tables if there are none. */
final class OpeningChild {

  static final String OPENED = "opened";

  private OpeningChild() {}

  /** Takes the URL of the database. */
  public static void main(String[] args) throws IOException {
    ChildProcess.sayReadyAndWait();
    JdbiKeyStore.open(args[0]).close();
    ChildProcess.say(OPENED);
  }
}
