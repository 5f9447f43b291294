package dev.latchkey.cli;

import dev.latchkey.cli.Settings.Found;
import dev.latchkey.cli.Settings.Reader;
import dev.latchkey.cli.store.StoreBackends;
import dev.latchkey.cli.text.SafeText;
import dev.latchkey.http.client.Exchange;
import dev.latchkey.http.client.LatchkeyClient;
import dev.latchkey.http.client.LatchkeyClientBuilder;
import java.util.Optional;

/**
 * Whom a command asks: a server with a token, or a database. Options come first, then the
 * environment, then the configuration file, then the login that is stored.
 */
final class Session {

  private static final String HOW_TO_LOG_IN = "Try logging in using 'latchkey login <url>'.";

  private final ProcessContext context;
  private final GlobalOptions options;
  private final Settings settings;

  Session(ProcessContext context, GlobalOptions options, Settings settings) {
    this.context = context;
    this.options = options;
    this.settings = settings;
  }

  /** Whom the command asks. It is to be closed. */
  Backend open() {
    return open(false);
  }

  /** The same for what a server answers without a token, too. */
  Backend openForAnybody() {
    return open(true);
  }

  private Backend open(boolean anybody) {
    Reader reader = settings.reader();
    Optional<Found> db = database(reader);
    if (db.isEmpty()) {
      return server(reader, anybody);
    }
    if (options.token != null) {
      throw CommandFailure.usage("--token has no meaning for a database");
    }
    return StoreBackends.open(context, options, reader, db.get(), actingAs(reader));
  }

  /** The database, if it is one that the command works on. */
  Optional<Found> database() {
    return database(settings.reader());
  }

  private Optional<Found> database(Reader reader) {
    if (options.db != null && options.url != null) {
      throw CommandFailure.usage("--db and --url exclude each other (expected: one of them)");
    }
    if (options.url != null) {
      return Optional.empty();
    }
    Optional<Found> db = reader.find("--db", options.db, "LATCHKEY_DB");
    if (options.db == null && db.isPresent()) {
      serverBeside(reader)
          .ifPresent(
              server -> {
                throw both(db.get(), server);
              });
    }
    return db;
  }

  // Neither is nearer to the person than the other, and a guess would expire keys elsewhere.
  private static CommandFailure both(Found db, Found server) {
    return new CommandFailure(
        ExitCode.USAGE,
        "both a database (%s) and a server (%s) are set (expected: one of them, or --db or --url)"
            .formatted(db.origin(), server.origin()),
        "Say which with --db URL or --url %s; or leave out %s, or %s."
            .formatted(
                server.value(),
                db.origin(),
                server.origin().equals(ConfigFolder.ORIGIN)
                    ? "end the login with 'latchkey logout'"
                    : server.origin()));
  }

  /** The server that commands would ask if no database was set. */
  private Optional<Found> serverBeside(Reader reader) {
    return givenUrl(reader).or(this::storedLogin);
  }

  // What is left of a login after its end is nothing that anybody has chosen to work with.
  private Optional<Found> storedLogin() {
    ConfigFolder stored = settings.folder();
    return stored.url().filter(url -> stored.session().isPresent());
  }

  /** Where a database is set for commands that name none, if one is. */
  Optional<String> databaseSetElsewhere() {
    return settings.reader().find("--db", null, "LATCHKEY_DB").map(Found::origin);
  }

  private Backend server(Reader reader, boolean anybody) {
    actingAs(reader)
        .ifPresent(
            as -> {
              throw actingOnServer(as);
            });
    Found url = url(reader).orElseThrow(Session::notLoggedIn);
    Optional<String> token = tokenFor(url);
    if (token.isEmpty() && !anybody) {
      throw notLoggedIn();
    }
    LatchkeyClient client = client(builderFor(url), token);
    LatchkeyClient once = client(builderFor(url).retries(0), token);
    return new ServerBackend(client, once, token.flatMap(TokenLookup::idOf));
  }

  /** The server, if any is known. */
  Optional<Found> url() {
    return url(settings.reader());
  }

  private Optional<Found> url(Reader reader) {
    return givenUrl(reader).or(settings.folder()::url);
  }

  private Optional<Found> givenUrl(Reader reader) {
    return reader.find("--url", options.url, "LATCHKEY_URL");
  }

  /** The token for a server: that of the options, else of the environment, else of the login. */
  Optional<String> tokenFor(Found url) {
    return token().or(() -> storedSessionFor(url));
  }

  /** The token of the options or the environment; a stored session is none. */
  Optional<String> token() {
    String token = options.token == null ? context.variable("LATCHKEY_TOKEN") : options.token;
    return Optional.of(token.strip()).filter(text -> !text.isEmpty());
  }

  /** Where the login is stored. */
  ConfigFolder folder() {
    return settings.folder();
  }

  /** A client for a server, which calls with that token. */
  LatchkeyClient clientFor(Found url, String token) {
    return client(builderFor(url), Optional.of(token));
  }

  private static LatchkeyClient client(LatchkeyClientBuilder builder, Optional<String> token) {
    try {
      LatchkeyClient client = builder.build();
      return token.map(client::withToken).orElse(client);
    } catch (IllegalArgumentException e) {
      throw new CommandFailure(
          ExitCode.USAGE, "the token is wrong: " + e.getMessage(), HOW_TO_LOG_IN, e);
    }
  }

  /** Begins a client for a server. */
  LatchkeyClientBuilder builderFor(Found url) {
    LatchkeyClientBuilder builder =
        LatchkeyClient.builder(ServerUrl.parse(url))
            .userAgent("latchkey-cli/" + ProductVersion.read())
            .quickStart();
    return options.verbose ? builder.observer(this::tell) : builder;
  }

  private void tell(Exchange exchange) {
    context
        .err()
        .println(
            SafeText.escape(
                "%s %s, status %s, request %s, %s ms"
                    .formatted(
                        exchange.method(),
                        exchange.url(),
                        exchange.status(),
                        exchange.requestId(),
                        exchange.time().toMillis())));
    context.err().flush();
  }

  static CommandFailure notLoggedIn() {
    return new CommandFailure(ExitCode.NOT_PERMITTED, "You are not logged in.", HOW_TO_LOG_IN);
  }

  // The session of one server is nothing that another server should ever see.
  private Optional<String> storedSessionFor(Found url) {
    ConfigFolder stored = settings.folder();
    boolean sameServer =
        stored
            .url()
            .map(known -> ServerUrl.parse(known).equals(ServerUrl.parse(url)))
            .orElse(false);
    return sameServer ? stored.session() : Optional.empty();
  }

  /** In whose name the command acts, if that is set. */
  Optional<Found> actingAs() {
    return actingAs(settings.reader());
  }

  private Optional<Found> actingAs(Reader reader) {
    return reader.find("--as", options.as, "LATCHKEY_AS");
  }

  /** What is wrong with acting in somebody's name on a server. */
  static CommandFailure actingOnServer(Found as) {
    return new CommandFailure(
        ExitCode.USAGE,
        as.origin() + ": nobody acts for others on a server; the token says who you are there",
        "Leave it out, or name a database with --db.");
  }
}
