package dev.latchkey.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.latchkey.cli.Settings.Found;
import dev.latchkey.cli.text.JsonText;
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
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code latchkey tokens create}: makes a token and prints it, once. */
@Command(description = "Create a token and print it. It can't be shown again.")
final class CreateTokenCommand implements Runnable {

  /** What is wrong with a token where a user belongs. */
  static final String USER_IS_TOKEN = "this is a token (expected: the name or the id of a user)";

  private final ProcessContext context;
  private final Session session;
  private final Settings settings;

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

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FORMAT",
      description =
          "How to print: ${COMPLETION-CANDIDATES} (else ${DEFAULT-VALUE}). As JSON it is the record"
              + " with the token in \"key\".")
  ResultFormat format = ResultFormat.TEXT;

  CreateTokenCommand(ProcessContext context, Session session, Settings settings) {
    this.context = context;
    this.session = session;
    this.settings = settings;
  }

  @Override
  public void run() {
    Optional<Found> givenOwner = settings.given("--user", user, "LATCHKEY_TOKEN_USER");
    givenOwner
        .filter(found -> TokenText.isIn(found.value()))
        .ifPresent(
            found -> {
              throw found.wrong(USER_IS_TOKEN);
            });
    String owner = givenOwner.map(Found::value).orElse(LatchkeyClient.ME);
    Optional<Duration> wantedLifetime =
        settings
            .given("--lifetime", lifetime, "LATCHKEY_TOKEN_LIFETIME")
            .map(CreateTokenCommand::lifetimeOf);
    CreateTokenJson request =
        new CreateTokenJson(
            null,
            null,
            scopes,
            settings.given("--name", name, "LATCHKEY_TOKEN_NAME").map(Found::value).orElse(""),
            allow.stream().map(String::strip).toList());
    try (Backend backend = session.open()) {
      requireOwner(backend, owner);
      if (wantedLifetime.isPresent()) {
        requireWithinMaximum(backend, owner, wantedLifetime.get());
        request = request.lasting(wantedLifetime.get());
      }
      print(backend, create(backend, owner, request));
    }
  }

  private static void requireOwner(Backend backend, String owner) {
    if (owner.equals(LatchkeyClient.ME) && !backend.isSomebody()) {
      throw new CommandFailure(
          ExitCode.USAGE,
          "a token belongs to a user, and a local operator is none",
          "Say whose it shall be with --user USER, or act in their name with --as USER.");
    }
  }

  private static PlaintextKey create(Backend backend, String owner, CreateTokenJson request) {
    return Step.run("create tokens", () -> backend.createToken(owner, request));
  }

  private void print(Backend backend, PlaintextKey token) {
    if (format == ResultFormat.JSON) {
      ObjectNode json = record(backend, token);
      json.put("key", token.reveal());
      context.out().print(JsonText.of(json));
    } else {
      context.out().println(token.reveal());
    }
    if (context.out().checkError()) {
      throw new CommandFailure(
          "the token was created, but could not be printed; remove it with 'latchkey tokens remove "
              + token.id()
              + "' and create another");
    }
  }

  // A token that may not read itself is no reason to lose it.
  private static ObjectNode record(Backend backend, PlaintextKey token) {
    try {
      return JsonText.tree(backend.keyById(token.id().value()));
    } catch (BackendException e) {
      return JsonText.object().put("id", token.id().value());
    }
  }

  private static Duration lifetimeOf(Found found) {
    try {
      return lifetimeOf(found.value());
    } catch (IllegalArgumentException e) {
      throw found.wrong(e.getMessage());
    }
  }

  /**
   * The lifetime that a person has written.
   *
   * @throws IllegalArgumentException that says what is wrong with it
   */
  static Duration lifetimeOf(String text) {
    Duration duration = LifetimeText.parse(text);
    if (duration.isZero()) {
      // On the wire zero asks for the default, which is not what somebody who says zero means.
      throw new IllegalArgumentException("lifetime must be positive number greater than 0");
    }
    return duration;
  }

  private static void requireWithinMaximum(Backend backend, String owner, Duration lifetime) {
    TokenConfigJson config = Step.run("get token config", () -> backend.tokenConfig(owner));
    Duration maximum = Duration.ofNanos(config.maxTokenLifetime());
    if (lifetime.compareTo(maximum) > 0) {
      throw CommandFailure.usage(
          "lifetime (%s) is greater than the maximum allowed lifetime (%s)"
              .formatted(GoDuration.text(lifetime), GoDuration.text(maximum)));
    }
  }
}
