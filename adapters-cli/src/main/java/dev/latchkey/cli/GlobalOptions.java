package dev.latchkey.cli;

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
}
