package dev.latchkey.cli.server;

import dev.latchkey.cli.EffectiveSettings;
import dev.latchkey.cli.ProductVersion;
import dev.latchkey.http.CidrBlock;
import dev.latchkey.http.HttpConfig;
import dev.latchkey.http.TlsFiles;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads what is set about the network side of a server. */
final class HttpSettings {

  private static final Pattern HOST_AND_PORT =
      Pattern.compile("(\\[[0-9A-Fa-f:.%]+]|[^:\\s\\[\\]]+):([0-9]{1,5})");
  private static final int MAX_PORT = 65_535;
  private static final String TLS_CERT = "--tls-cert";
  private static final String TLS_KEY = "--tls-key";

  private final ServerCommand options;
  private final EffectiveSettings settings;
  private final Consumer<? super String> problems;

  /**
   * @param problems told everything that is wrong
   */
  HttpSettings(
      ServerCommand options, EffectiveSettings settings, Consumer<? super String> problems) {
    this.options = options;
    this.settings = settings;
    this.problems = problems;
  }

  /** Reads them; in place of what is wrong there is something that is not. */
  HttpConfig read() {
    HttpConfig config =
        HttpConfig.at(address(), ProductVersion.read())
            .withMaxConnections(maxConnections())
            .withApiRateLimit(apiRateLimit())
            .withTrustedProxies(trustedProxies());
    TlsFiles tls = tls();
    return tls == null ? config : config.withTls(tls);
  }

  private InetSocketAddress address() {
    String text =
        given("--http-address", options.httpAddress, "LATCHKEY_HTTP_ADDRESS", "127.0.0.1:3000");
    Matcher parts = HOST_AND_PORT.matcher(text);
    if (!parts.matches() || Integer.parseInt(parts.group(2)) > MAX_PORT) {
      problems.accept(
          "--http-address: \""
              + text
              + "\" (expected: HOST:PORT, such as 127.0.0.1:3000 or [::1]:0)");
      return anyAddress();
    }
    String host = parts.group(1).replaceAll("[\\[\\]]", "");
    InetSocketAddress address = new InetSocketAddress(host, Integer.parseInt(parts.group(2)));
    if (address.isUnresolved()) {
      problems.accept("--http-address: the host \"" + host + "\" is not known on this machine");
      return anyAddress();
    }
    return address;
  }

  private static InetSocketAddress anyAddress() {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
  }

  private int maxConnections() {
    String text =
        given(
            "--max-connections",
            options.maxConnections,
            "LATCHKEY_MAX_CONNECTIONS",
            Integer.toString(HttpConfig.DEFAULT_MAX_CONNECTIONS));
    return number("--max-connections", text, HttpConfig.DEFAULT_MAX_CONNECTIONS, 1, "1 or more");
  }

  private int apiRateLimit() {
    String option = "--api-rate-limit";
    String expected = "1 or more, or a negative number for no limit";
    String text =
        given(
            option,
            options.apiRateLimit,
            "LATCHKEY_API_RATE_LIMIT",
            Integer.toString(HttpConfig.DEFAULT_API_RATE_LIMIT));
    int limit =
        number(option, text, HttpConfig.DEFAULT_API_RATE_LIMIT, Integer.MIN_VALUE, expected);
    if (limit == 0) {
      problems.accept(notExpected(option, text, expected));
      return HttpConfig.DEFAULT_API_RATE_LIMIT;
    }
    return limit;
  }

  private List<CidrBlock> trustedProxies() {
    String option = "--trusted-proxies";
    String text = given(option, options.trustedProxies, "LATCHKEY_TRUSTED_PROXIES", "");
    List<CidrBlock> blocks = new ArrayList<>();
    if (text.isEmpty()) {
      return blocks;
    }
    for (String part : text.split(",", -1)) {
      try {
        blocks.add(CidrBlock.parse(part.strip()));
      } catch (IllegalArgumentException e) {
        problems.accept(option + ": " + e.getMessage());
      }
    }
    return blocks;
  }

  private @Nullable TlsFiles tls() {
    String certificate = given(TLS_CERT, options.tlsCert, "LATCHKEY_TLS_CERT", "");
    String key = given(TLS_KEY, options.tlsKey, "LATCHKEY_TLS_KEY", "");
    if (certificate.isEmpty() && key.isEmpty()) {
      return null;
    }
    if (certificate.isEmpty() || key.isEmpty()) {
      problems.accept(TLS_CERT + " and " + TLS_KEY + " go together (expected: both or none)");
      return null;
    }
    try {
      TlsFiles files = new TlsFiles(Path.of(certificate), Path.of(key));
      files.problem().ifPresent(problem -> problems.accept("TLS: " + problem));
      return files;
    } catch (InvalidPathException e) {
      problems.accept("TLS: " + e.getMessage());
      return null;
    }
  }

  private int number(String option, String text, int otherwise, int lowest, String expected) {
    if (text.isEmpty()) {
      return otherwise;
    }
    try {
      int number = Integer.parseInt(text);
      if (number >= lowest) {
        return number;
      }
    } catch (NumberFormatException notANumber) {
      // Told below, together with one that is too small.
    }
    problems.accept(notExpected(option, text, expected));
    return otherwise;
  }

  private static String notExpected(String option, String text, String expected) {
    return option + ": " + text + " (expected: " + expected + ")";
  }

  private String given(String name, @Nullable String option, String variable, String otherwise) {
    return settings.get(name, option, variable, otherwise);
  }
}
