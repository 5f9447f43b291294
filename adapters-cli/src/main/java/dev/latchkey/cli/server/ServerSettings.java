package dev.latchkey.cli.server;

import dev.latchkey.cli.CommandFailure;
import dev.latchkey.cli.ProcessContext;
import dev.latchkey.cli.Setting;
import dev.latchkey.cli.log.LogFormat;
import dev.latchkey.cli.store.DatabaseSetting;
import dev.latchkey.cli.text.LifetimeText;
import dev.latchkey.core.usecase.Lifetimes;
import dev.latchkey.core.usecase.Retention;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads the configuration of a server: what the options say, else the environment, else a default.
 * All that is wrong with it is told together.
 */
final class ServerSettings {

  private static final Pattern HOST_AND_PORT =
      Pattern.compile("(\\[[0-9A-Fa-f:.%]+]|[^:\\s\\[\\]]+):([0-9]{1,5})");
  private static final int MAX_PORT = 65_535;

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
    InetSocketAddress address =
        address(
            given(
                "--http-address", options.httpAddress, "LATCHKEY_HTTP_ADDRESS", "127.0.0.1:3000"));
    String jdbcUrl = DatabaseSetting.read(context, options.db, problems::add);
    Path ownerTokenFile = ownerTokenFile(options.ownerTokenFile);
    Lifetimes lifetimes = lifetimes();
    Duration retention = retention();
    LogFormat logFormat = logFormat();
    if (!problems.isEmpty()) {
      throw new CommandFailure("the configuration is wrong:\n  " + String.join("\n  ", problems));
    }
    return new ServerConfig(address, jdbcUrl, ownerTokenFile, lifetimes, retention, logFormat);
  }

  private InetSocketAddress address(String text) {
    Matcher parts = HOST_AND_PORT.matcher(text);
    if (parts.matches() && Integer.parseInt(parts.group(2)) <= MAX_PORT) {
      String host = parts.group(1).replaceAll("[\\[\\]]", "");
      InetSocketAddress address = new InetSocketAddress(host, Integer.parseInt(parts.group(2)));
      if (address.isUnresolved()) {
        problems.add("--http-address: the host \"" + host + "\" is not known on this machine");
      }
      return address;
    }
    problems.add(
        "--http-address: \""
            + text
            + "\" (expected: HOST:PORT, such as 127.0.0.1:3000 or [::1]:0)");
    return new InetSocketAddress(0);
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
