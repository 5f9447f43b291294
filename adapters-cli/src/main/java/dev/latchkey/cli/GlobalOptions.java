package dev.latchkey.cli;

import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** The options that every command takes. */
public final class GlobalOptions {

  @Option(
      names = "--url",
      scope = ScopeType.INHERIT,
      paramLabel = "URL",
      description = "The server (LATCHKEY_URL; else the one you logged in to).")
  @Nullable String url;

  @Option(
      names = "--token",
      scope = ScopeType.INHERIT,
      paramLabel = "TOKEN",
      converter = MayBeToken.class,
      description =
          "The token to call the server with (LATCHKEY_TOKEN; else the session of your login).")
  @Nullable String token;

  /** A database. */
  @Option(
      names = "--db",
      scope = ScopeType.INHERIT,
      paramLabel = "URL",
      description =
          "Work on this database in place of a server: jdbc:sqlite:PATH or"
              + " jdbc:postgresql://HOST:PORT/DATABASE (LATCHKEY_DB). Others can see the option, so"
              + " no passwords in it.")
  public @Nullable String db;

  @Option(
      names = "--as",
      scope = ScopeType.INHERIT,
      paramLabel = "USER",
      description =
          "Act in the name of this user on the database (LATCHKEY_AS; else as the local operator,"
              + " who may do everything).")
  @Nullable String as;

  @Option(
      names = "--config",
      scope = ScopeType.INHERIT,
      paramLabel = "FILE",
      description =
          "The file with settings (LATCHKEY_CONFIG; else config in the folder of your login).")
  @Nullable String config;

  @Option(
      names = "--global-config",
      scope = ScopeType.INHERIT,
      paramLabel = "DIR",
      description =
          "Where the login is stored (LATCHKEY_CONFIG_DIR; else latchkey in $XDG_CONFIG_HOME or"
              + " ~/.config).")
  @Nullable String configFolder;

  @Option(
      names = {"-v", "--verbose"},
      scope = ScopeType.INHERIT,
      description = "Tell on standard error what is asked of whom, with request ids and details.")
  boolean verbose;

  @Option(
      names = {"-h", "--help"},
      scope = ScopeType.INHERIT,
      usageHelp = true,
      description = "Show this help.")
  boolean help;

  /**
   * Finds the options that have no meaning for a command that always works on a database. Left
   * alone they would make a person believe that it worked elsewhere, or in the name of another.
   */
  public void refuseAllButDatabase(Consumer<? super String> problems) {
    if (url != null) {
      problems.accept(
          "--url has no meaning here: this command works on a database, never through a server"
              + " (expected: --db, or neither for the one that is set, else in the data folder)");
    }
    if (token != null) {
      problems.accept(
          "--token has no meaning here: no server is asked (expected: no such option; who can open"
              + " the database needs no token)");
    }
    if (as != null) {
      problems.accept(
          "--as has no meaning here: this command acts for nobody but who runs it (expected: no such"
              + " option; 'latchkey tokens' and 'latchkey users' can act for a user)");
    }
  }

  /**
   * Finds the options that have no meaning for a command that is about the login at a server, and
   * would make a person believe that it was about something else.
   */
  void refuseDatabase(Consumer<? super String> problems) {
    if (db != null) {
      problems.accept(
          "--db has no meaning here: a login is for a server (expected: no such option)");
    }
    if (as != null) {
      problems.accept(
          "--as has no meaning here: the token says who you are on a server (expected: no such"
              + " option)");
    }
  }

  /** Tells the id by which the audit trail finds what is done to a database, if it is asked for. */
  public void tellRequest(ProcessContext context, UUID id) {
    if (verbose) {
      context.err().println("on the database, request " + id);
      context.err().flush();
    }
  }
}
