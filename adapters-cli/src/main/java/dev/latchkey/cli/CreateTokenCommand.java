package dev.latchkey.cli;

import dev.latchkey.cli.text.LifetimeText;
import dev.latchkey.core.key.GoDuration;
import dev.latchkey.core.key.PlaintextKey;
import dev.latchkey.core.key.TokenText;
import dev.latchkey.http.client.LatchkeyClient;
import dev.latchkey.http.wire.CreateTokenJson;
import dev.latchkey.http.wire.TokenConfigJson;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code latchkey tokens create}: makes a token and prints it, once. */
@Command(name = "create", description = "Create a token and print it. It can't be shown again.")
final class CreateTokenCommand implements Runnable {

  private final ProcessContext context;
  private final Session session;

  @Option(
      names = {"-n", "--name"},
      paramLabel = "NAME",
      description = "Its name (LATCHKEY_TOKEN_NAME; else a random one).")
  @Nullable String name;

  @Option(
      names = "--lifetime",
      paramLabel = "DURATION",
      description =
          "How long it lives, such as 168h or 1y30d (LATCHKEY_TOKEN_LIFETIME; else the server's"
              + " default).")
  @Nullable String lifetime;

  @Option(
      names = {"-u", "--user"},
      paramLabel = "USER",
      description = "Whose it is (LATCHKEY_TOKEN_USER; else yours).")
  @Nullable String user;

  @Option(
      names = "--scope",
      paramLabel = "SCOPE",
      description = "What it may be used for; may be repeated (else everything).")
  List<String> scopes = new ArrayList<>();

  @Option(
      names = "--allow",
      paramLabel = "TYPE:ID",
      split = ",",
      description = "What it may touch; may be repeated, or a list with commas (else everything).")
  List<String> allow = new ArrayList<>();

  CreateTokenCommand(ProcessContext context, Session session) {
    this.context = context;
    this.session = session;
  }

  @Override
  public void run() {
    String owner = valueOf(user, "LATCHKEY_TOKEN_USER", LatchkeyClient.ME);
    if (TokenText.isIn(owner)) {
      throw new CommandFailure("--user: this is a token (expected: the name or the id of a user)");
    }
    String wantedLifetime = valueOf(lifetime, "LATCHKEY_TOKEN_LIFETIME", "");
    CreateTokenJson request =
        new CreateTokenJson(
            null,
            null,
            scopes,
            valueOf(name, "LATCHKEY_TOKEN_NAME", ""),
            allow.stream().map(String::strip).toList());
    Duration parsed = wantedLifetime.isEmpty() ? null : positive(wantedLifetime);
    LatchkeyClient client = session.client();
    if (parsed != null) {
      requireWithinMaximum(client, owner, parsed);
      request = request.lasting(parsed);
    }
    print(create(client, owner, request));
  }

  private static PlaintextKey create(LatchkeyClient client, String owner, CreateTokenJson request) {
    return Step.run("create tokens", () -> client.createToken(owner, request));
  }

  private void print(PlaintextKey token) {
    context.out().println(token.reveal());
    if (context.out().checkError()) {
      throw new CommandFailure(
          "the token was created, but could not be printed; remove it with 'latchkey tokens remove "
              + token.id()
              + "' and create another");
    }
  }

  // On the wire zero asks for the default, which is not what somebody who says zero means.
  private static Duration positive(String text) {
    Duration duration;
    try {
      duration = LifetimeText.parse(text);
    } catch (IllegalArgumentException e) {
      throw new CommandFailure("--lifetime: " + e.getMessage(), e);
    }
    if (duration.isZero()) {
      throw new CommandFailure("--lifetime: lifetime must be positive number greater than 0");
    }
    return duration;
  }

  private static void requireWithinMaximum(LatchkeyClient client, String owner, Duration lifetime) {
    TokenConfigJson config = Step.run("get token config", () -> client.tokenConfig(owner));
    Duration maximum = Duration.ofNanos(config.maxTokenLifetime());
    if (lifetime.compareTo(maximum) > 0) {
      throw new CommandFailure(
          "lifetime (%s) is greater than the maximum allowed lifetime (%s)"
              .formatted(GoDuration.text(lifetime), GoDuration.text(maximum)));
    }
  }

  private String valueOf(@Nullable String option, String variable, String otherwise) {
    String value = option == null ? context.variable(variable) : option;
    return value.isEmpty() ? otherwise : value;
  }
}
