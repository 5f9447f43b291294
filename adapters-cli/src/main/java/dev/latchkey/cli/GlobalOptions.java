package dev.latchkey.cli;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** The options that every command takes. */
final class GlobalOptions {

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
      description = "Show what the server says in detail about an error.")
  boolean verbose;

  @Option(
      names = {"-h", "--help"},
      scope = ScopeType.INHERIT,
      usageHelp = true,
      description = "Show this help.")
  boolean help;
}
