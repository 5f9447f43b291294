package dev.latchkey.cli.server;

import dev.latchkey.cli.CommandFailure;
import dev.latchkey.cli.EffectiveSettings;
import dev.latchkey.cli.EffectiveSettings.Effective;
import dev.latchkey.cli.GlobalOptions;
import dev.latchkey.cli.ProcessContext;
import dev.latchkey.cli.Settings;
import dev.latchkey.cli.Settings.Found;
import dev.latchkey.cli.log.LogFormat;
import dev.latchkey.cli.store.DatabaseSetting;
import dev.latchkey.cli.store.LifetimeSettings;
import dev.latchkey.core.usecase.Lifetimes;
import dev.latchkey.http.HttpConfig;
import dev.latchkey.jdbi.VerificationCache;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads the configuration of a server: what the options say, else the environment, else the
 * configuration file, else a default. All that is wrong with it is told together.
 */
final class ServerSettings {

  private final ProcessContext context;
  private final GlobalOptions globals;
  private final ServerCommand options;
  private final List<String> problems = new ArrayList<>();
  private final EffectiveSettings settings;

  ServerSettings(ProcessContext context, GlobalOptions globals, ServerCommand options) {
    this.context = context;
    this.globals = globals;
    this.options = options;
    settings = new EffectiveSettings(new Settings(context, globals).reader(problems::add));
  }

  /**
   * Reads the configuration.
   *
   * @throws CommandFailure that names every problem
   */
  ServerConfig read() {
    globals.refuseAllButDatabase(problems::add);
    ServerConfig config = parsed();
    if (!problems.isEmpty()) {
      throw CommandFailure.usage(
          "the configuration is wrong:\n  " + String.join("\n  ", located()));
    }
    return config;
  }

  /** Reads the configuration for nothing but what is wrong with it, and where that was set. */
  List<String> problems() {
    parsed();
    return located();
  }

  private List<String> located() {
    return problems.stream().map(settings::located).toList();
  }

  // In place of what is wrong there is something that is not, so that all of it is found.
  private ServerConfig parsed() {
    HttpConfig http = new HttpSettings(options, settings, problems::add).read();
    Found db = DatabaseSetting.read(context, globals, settings.reader(), problems::add);
    String jdbcUrl = settings.remember("--db", db);
    VerificationCache cache = new CacheSettings(options, settings, problems::add).read();
    Path ownerTokenFile = ownerTokenFile(options.ownerTokenFile);
    LifetimeSettings times = new LifetimeSettings(settings, problems::add);
    Lifetimes lifetimes =
        times.lifetimes(
            options.defaultTokenLifetime, options.maxTokenLifetime, options.maxAdminTokenLifetime);
    Duration retention = times.retention(options.retention);
    LogFormat logFormat = logFormat();
    return new ServerConfig(http, jdbcUrl, cache, ownerTokenFile, lifetimes, retention, logFormat);
  }

  /** What was read, and where it came from. */
  List<Effective> effective() {
    return settings.all();
  }

  private @Nullable Path ownerTokenFile(@Nullable String text) {
    if (text == null) {
      return null;
    }
    try {
      Path file = Path.of(text).toAbsolutePath();
      if (text.isEmpty() || file.getParent() == null || !Files.isDirectory(file.getParent())) {
        problems.add("--owner-token-file: " + text + " (expected: a path in a folder that exists)");
      }
      return file;
    } catch (InvalidPathException e) {
      problems.add("--owner-token-file: " + e.getMessage());
      return null;
    }
  }

  private LogFormat logFormat() {
    String text = settings.get("--log-format", options.logFormat, "LATCHKEY_LOG_FORMAT", "text");
    return LogFormat.find(text)
        .orElseGet(
            () -> {
              problems.add("--log-format: " + text + " (expected: text or json)");
              return LogFormat.TEXT;
            });
  }
}
