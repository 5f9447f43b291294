package dev.latchkey.cli.server;

import dev.latchkey.cli.GlobalOptions;
import dev.latchkey.cli.ProcessContext;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code latchkey server}: serves the API over a database until it is told to stop. */
@Command(
    description = {
      "Serve the API over a database until SIGTERM or SIGINT.",
      "On an empty database it creates the first user, admin, and prints their token, once.",
      "Without --db the database is latchkey/latchkey.db in $XDG_DATA_HOME or ~/.local/share."
    })
public final class ServerCommand implements Runnable {

  private final ProcessContext context;
  private final GlobalOptions globals;

  @Option(
      names = "--http-address",
      paramLabel = "HOST:PORT",
      description =
          "Where to listen (LATCHKEY_HTTP_ADDRESS; else 127.0.0.1:3000). Port 0 takes a free one.")
  @Nullable String httpAddress;

  @Option(
      names = "--owner-token-file",
      paramLabel = "PATH",
      description =
          "Write the first user's token to this new file, readable by you alone, and not to"
              + " standard output.")
  @Nullable String ownerTokenFile;

  @Option(
      names = "--default-token-lifetime",
      paramLabel = "DURATION",
      description =
          "How long a token lives that is created without a lifetime"
              + " (LATCHKEY_DEFAULT_TOKEN_LIFETIME; else 168h).")
  @Nullable String defaultTokenLifetime;

  @Option(
      names = "--max-token-lifetime",
      paramLabel = "DURATION",
      description = "The longest lifetime of a token (LATCHKEY_MAX_TOKEN_LIFETIME; else 876600h).")
  @Nullable String maxTokenLifetime;

  @Option(
      names = "--max-admin-token-lifetime",
      paramLabel = "DURATION",
      description =
          "The same for tokens of users with role owner (LATCHKEY_MAX_ADMIN_TOKEN_LIFETIME; else"
              + " 168h).")
  @Nullable String maxAdminTokenLifetime;

  @Option(
      names = "--retention",
      paramLabel = "DURATION",
      description =
          "How long the record of a key is kept after its end (LATCHKEY_RETENTION; else 90d). 0"
              + " keeps it for ever.")
  @Nullable String retention;

  @Option(
      names = "--verification-cache",
      paramLabel = "N",
      description =
          "How many keys to remember, so that verifying them takes no statement"
              + " (LATCHKEY_VERIFICATION_CACHE; else 100000). 0 for none.")
  @Nullable String verificationCache;

  @Option(
      names = "--lease",
      paramLabel = "DURATION",
      description =
          "How long to verify from memory without word from the database (LATCHKEY_LEASE; else 1s)."
              + " A node that is cut off accepts an expired key no longer than that.")
  @Nullable String lease;

  @Option(
      names = "--lease-grace",
      paramLabel = "DURATION",
      description =
          "How much longer to do so while the database can't be reached (LATCHKEY_LEASE_GRACE; else"
              + " 0s: then every key is refused). A key may live so much longer on a node that is"
              + " cut off.")
  @Nullable String leaseGrace;

  @Option(
      names = "--log-format",
      paramLabel = "FORMAT",
      description =
          "How to write the log to standard error: text, or json, a line for each record"
              + " (LATCHKEY_LOG_FORMAT; else text).")
  @Nullable String logFormat;

  @Option(
      names = "--api-rate-limit",
      paramLabel = "N",
      description =
          "How many requests a minute a user may send to an endpoint, or an address without a good"
              + " token (LATCHKEY_API_RATE_LIMIT; else 512). Negative for any number.")
  @Nullable String apiRateLimit;

  @Option(
      names = "--max-connections",
      paramLabel = "N",
      description =
          "How many connections the server has at once (LATCHKEY_MAX_CONNECTIONS; else 10000). One"
              + " more is told 503.")
  @Nullable String maxConnections;

  @Option(
      names = "--tls-cert",
      paramLabel = "PATH",
      description =
          "Serve TLS with the certificate in this PEM file and those behind it (LATCHKEY_TLS_CERT)."
              + " It is read again when it changes.")
  @Nullable String tlsCert;

  @Option(
      names = "--tls-key",
      paramLabel = "PATH",
      description = "The key of the certificate: PEM, PKCS#8, not encrypted (LATCHKEY_TLS_KEY).")
  @Nullable String tlsKey;

  @Option(
      names = "--trusted-proxies",
      paramLabel = "CIDR,...",
      description =
          "Believe these addresses what X-Forwarded-For or Forwarded say about where a client is"
              + " (LATCHKEY_TRUSTED_PROXIES; else none).")
  @Nullable String trustedProxies;

  @Option(
      names = "--print-config",
      description =
          "Print what is set and where that comes from, in the form of a configuration file, and"
              + " start nothing.")
  boolean printConfig;

  /**
   * Wires the command.
   *
   * @param context what it has of its process
   * @param globals the options of every command
   */
  public ServerCommand(ProcessContext context, GlobalOptions globals) {
    this.context = context;
    this.globals = globals;
  }

  @Override
  public void run() {
    ServerSettings settings = new ServerSettings(context, globals, this);
    ServerConfig config = settings.read();
    if (printConfig) {
      PrintedConfig.print(context.out(), settings.effective());
    } else {
      new Server(context, config).run();
    }
  }
}
