package dev.latchkey.cli;

import dev.latchkey.cli.Settings.Found;
import dev.latchkey.cli.text.SafeText;
import dev.latchkey.core.key.PlaintextKey;
import dev.latchkey.http.client.LatchkeyClient;
import dev.latchkey.http.wire.UserJson;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code latchkey login}: stores a session, so that later commands need no token. */
@Command(
    description =
        "Log in to a server with a token: typed in, from standard input, or LATCHKEY_TOKEN. A session"
            + " key is made with it and stored; the token itself is not.")
final class LoginCommand implements Runnable {

  private final ProcessContext context;
  private final GlobalOptions options;
  private final Session session;

  @Parameters(
      arity = "0..1",
      paramLabel = "URL",
      description = "The server, such as http://127.0.0.1:3000.")
  @Nullable String url;

  @Option(
      names = "--use-token-as-session",
      description = "Store the token itself, and make no session key.")
  boolean useTokenAsSession;

  LoginCommand(ProcessContext context, GlobalOptions options, Session session) {
    this.context = context;
    this.options = options;
    this.session = session;
  }

  @Override
  public void run() {
    refuseOptions();
    // A configuration that can't be read is told before anything is stored.
    Optional<String> databaseToo = session.databaseSetElsewhere();
    Found url = server();
    String server = ServerUrl.parse(url).toString();
    String token = token(server);
    LatchkeyClient client = session.clientFor(url, token);
    requireUsers(client, server);
    ConfigFolder folder = session.folder();
    folder.requireWritable();
    LoginBefore before = LoginBefore.stored(context, session);
    UserJson user =
        useTokenAsSession
            ? store(client, folder, server, token)
            : storeSessionKey(client, folder, server);
    context
        .out()
        .println(
            "Welcome to Latchkey, %s! You're authenticated."
                .formatted(SafeText.escape(user.username())));
    before.end(server, folder.session());
    databaseToo.ifPresent(this::warnOfDatabase);
  }

  // Left alone they would make a person believe that they logged in elsewhere.
  private void refuseOptions() {
    List<String> problems = new ArrayList<>();
    options.refuseDatabase(problems::add);
    if (url != null && options.url != null) {
      problems.add("--url and URL exclude each other (expected: one of them)");
    }
    if (!problems.isEmpty()) {
      throw CommandFailure.usage(String.join("\n", problems));
    }
  }

  private void warnOfDatabase(String origin) {
    context
        .err()
        .println(
            "warning: a database is set, too (%s): commands are refused unless --db or --url decides"
                .formatted(SafeText.escape(origin)));
    context.err().flush();
  }

  private String token(String server) {
    return session
        .token()
        .or(() -> context.prompt().secret("Token for " + server))
        .filter(text -> !text.isEmpty())
        .orElseThrow(
            () ->
                new CommandFailure(
                    ExitCode.USAGE,
                    "there is no token to log in with",
                    "Type it when you are asked, put it on standard input, or set LATCHKEY_TOKEN."));
  }

  private Found server() {
    return Optional.ofNullable(url)
        .map(argument -> new Found(argument.strip(), "URL"))
        .or(session::url)
        .orElseThrow(
            () ->
                new CommandFailure(
                    ExitCode.USAGE,
                    "there is no server to log in to",
                    "Give its address, such as: latchkey login http://127.0.0.1:3000"));
  }

  private static void requireUsers(LatchkeyClient client, String server) {
    if (!Step.run("check first user", () -> ClientCalls.ask(client::hasFirstUser))) {
      throw new CommandFailure(
          server + " has no users yet; 'latchkey server' creates the first one when it starts");
    }
  }

  private static UserJson storeSessionKey(
      LatchkeyClient client, ConfigFolder folder, String server) {
    PlaintextKey key =
        Step.run(
            "create session key",
            () -> ClientCalls.ask(() -> client.createSessionKey(LatchkeyClient.ME)));
    try {
      return store(client, folder, server, key.reveal());
    } catch (RuntimeException e) {
      // Nobody would know of it, and it would live for days.
      expire(client, key, e);
      throw e;
    }
  }

  private static UserJson store(
      LatchkeyClient client, ConfigFolder folder, String server, String token) {
    UserJson user = Step.run("get user", () -> ClientCalls.ask(client.withToken(token)::me));
    folder.store(server, token);
    return user;
  }

  private static void expire(LatchkeyClient client, PlaintextKey key, RuntimeException failure) {
    try {
      client.expireApiKey(LatchkeyClient.ME, key.id().value());
    } catch (RuntimeException e) {
      failure.addSuppressed(e);
    }
  }
}
