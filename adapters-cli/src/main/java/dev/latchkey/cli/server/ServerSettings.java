package dev.latchkey.cli.server;

import dev.latchkey.cli.CommandFailure;
import dev.latchkey.cli.ProcessContext;
import dev.latchkey.cli.Setting;
import dev.latchkey.cli.log.LogFormat;
import dev.latchkey.cli.store.DatabaseSetting;
import dev.latchkey.cli.text.LifetimeText;
import dev.latchkey.core.usecase.Lifetimes;
import dev.latchkey.core.usecase.Retention;
import dev.latchkey.http.HttpConfig;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Reads the configuration of a server: what the options say, else the environment, else a default.
 * All that is wrong with it is told together.
 */
final class ServerSettings {

  private final ProcessContext context;
  private final ServerCommand options;
  private final List<String> problems = new ArrayList<>();

  ServerSettings(ProcessContext context, ServerCommand options) {
    this.context = context;
    this.options = options;
  }

  /**
   * Reads the configuration.
   *
   * @throws CommandFailure that names every problem
   */
  ServerConfig read() {
    HttpConfig http = new HttpSettings(context, options, problems::add).read();
    String jdbcUrl = DatabaseSetting.read(context, options.db, problems::add);
    Path ownerTokenFile = ownerTokenFile(options.ownerTokenFile);
    Lifetimes lifetimes = lifetimes();
    Duration retention = retention();
    LogFormat logFormat = logFormat();
    if (!problems.isEmpty()) {
      throw new CommandFailure("the configuration is wrong:\n  " + String.join("\n  ", problems));
    }
    return new ServerConfig(http, jdbcUrl, ownerTokenFile, lifetimes, retention, logFormat);
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

  private Lifetimes lifetimes() {
    Lifetimes standard = Lifetimes.DEFAULT;
    return new Lifetimes(
        lifetime("default-token-lifetime", options.defaultTokenLifetime, standard.standard()),
        lifetime("max-token-lifetime", options.maxTokenLifetime, standard.maximum()),
        lifetime(
            "max-admin-token-lifetime", options.maxAdminTokenLifetime, standard.ownerMaximum()));
  }

  private Duration lifetime(String name, @Nullable String option, Duration otherwise) {
    String variable = "LATCHKEY_" + name.toUpperCase(Locale.ROOT).replace('-', '_');
    return duration(name, given("--" + name, option, variable, ""), otherwise, "at least 1s");
  }

  private Duration retention() {
    String text = given("--retention", options.retention, "LATCHKEY_RETENTION", "");
    return text.equals("0")
        ? Duration.ZERO
        : duration("retention", text, Retention.DEFAULT.duration(), "0, or at least 1s");
  }

  private LogFormat logFormat() {
    String text = given("--log-format", options.logFormat, "LATCHKEY_LOG_FORMAT", "text");
    return LogFormat.find(text)
        .orElseGet(
            () -> {
              problems.add("--log-format: " + text + " (expected: text or json)");
              return LogFormat.TEXT;
            });
  }

  private Duration duration(String name, String text, Duration otherwise, String expected) {
    if (text.isEmpty()) {
      return otherwise;
    }
    try {
      Duration duration = LifetimeText.parse(text);
      if (duration.toSeconds() >= 1) {
        return duration;
      }
      problems.add("--" + name + ": " + text + " (expected: " + expected + ")");
    } catch (IllegalArgumentException e) {
      problems.add("--" + name + ": " + e.getMessage());
    }
    return otherwise;
  }

  private String given(String name, @Nullable String option, String variable, String otherwise) {
    return new Setting(name, variable).value(context, option, otherwise, problems::add);
  }
}
