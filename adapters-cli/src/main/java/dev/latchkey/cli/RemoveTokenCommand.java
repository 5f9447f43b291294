package dev.latchkey.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.latchkey.cli.text.JsonText;
import dev.latchkey.cli.text.Prompt;
import dev.latchkey.cli.text.RelativeTime;
import dev.latchkey.cli.text.SafeText;
import dev.latchkey.core.key.TokenText;
import dev.latchkey.http.wire.ApiKeyJson;
import dev.latchkey.http.wire.ReceiptText;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code latchkey tokens remove}: expires tokens, or deletes them when asked to. */
@Command(
    name = "remove",
    aliases = {"delete", "rm"},
    description = {
      "Expire tokens: they are refused from now on, and their records are kept.",
      "All of them are looked for first; if one is not found or not clear, nothing is changed."
    })
final class RemoveTokenCommand implements Runnable {

  private static final String STANDARD_INPUT = "-";

  private final ProcessContext context;
  private final Session session;
  private final Map<UUID, String> owners = new HashMap<>();

  @Parameters(
      arity = "1..*",
      paramLabel = "NAME|ID|TOKEN",
      description = "Which tokens; - reads them from standard input, one on each line.")
  List<String> tokens = new ArrayList<>();

  @Option(
      names = {"-u", "--user"},
      paramLabel = "USER",
      description = "Whose names are meant (else yours).")
  @Nullable String user;

  @Option(
      names = "--delete",
      description = "Delete the records for good. Their audit entries stay.")
  boolean delete;

  @Option(
      names = {"-y", "--yes"},
      description = "Delete without asking.")
  boolean yes;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FORMAT",
      description = "How to print the result: ${COMPLETION-CANDIDATES} (else ${DEFAULT-VALUE}).")
  ResultFormat format = ResultFormat.TEXT;

  RemoveTokenCommand(ProcessContext context, Session session) {
    this.context = context;
    this.session = session;
  }

  @Override
  public void run() {
    List<String> arguments = arguments();
    try (Backend backend = session.open()) {
      List<ApiKeyJson> keys = find(new TokenLookup(backend, user), arguments);
      keys.forEach(key -> owners.computeIfAbsent(key.userId(), id -> nameOf(backend, id)));
      warnOfOwnKey(backend, keys);
      if (delete && !yes) {
        confirm(keys);
      }
      remove(backend, keys);
    }
  }

  private List<String> arguments() {
    List<String> arguments = new ArrayList<>();
    for (String argument : tokens) {
      if (argument.equals(STANDARD_INPUT)) {
        readInto(arguments);
      } else {
        arguments.add(argument);
      }
    }
    if (arguments.isEmpty()) {
      throw CommandFailure.usage("there is no token on standard input (expected: at least one)");
    }
    return arguments;
  }

  private void readInto(List<String> arguments) {
    Prompt input = context.prompt();
    for (Optional<String> line = input.readLine(); line.isPresent(); line = input.readLine()) {
      if (!line.get().isBlank()) {
        arguments.add(line.get().strip());
      }
    }
  }

  private static List<ApiKeyJson> find(TokenLookup lookup, List<String> arguments) {
    // What is named twice is one token.
    Map<String, ApiKeyJson> found = new LinkedHashMap<>();
    for (String argument : arguments) {
      ApiKeyJson key = lookup.find(argument);
      found.putIfAbsent(key.id(), key);
    }
    return List.copyOf(found.values());
  }

  private static String nameOf(Backend backend, UUID owner) {
    try {
      return backend.user(owner.toString()).username();
    } catch (BackendException e) {
      // Whoever may remove a key need not be allowed to look at its owner.
      return owner.toString();
    }
  }

  private void warnOfOwnKey(Backend backend, List<ApiKeyJson> keys) {
    boolean own = keys.stream().anyMatch(key -> backend.ownKeyId().equals(Optional.of(key.id())));
    if (own) {
      context
          .err()
          .println("One of these is the token that you are using: you will have to log in again.");
      context.err().flush();
    }
  }

  private void confirm(List<ApiKeyJson> keys) {
    Prompt prompt = context.prompt();
    if (!prompt.isPossible()) {
      return;
    }
    keys.forEach(key -> context.err().println("  " + describe(key)));
    if (!prompt.confirm("Delete the record(s) of %d token(s) for good?".formatted(keys.size()))) {
      throw new CommandFailure(
          ExitCode.FAILED,
          "nothing was changed",
          "Leave --delete out to expire them and keep their records.");
    }
  }

  private void remove(Backend backend, List<ApiKeyJson> keys) {
    List<ObjectNode> done = new ArrayList<>();
    // The key that is used goes last, or the others could not be removed by it.
    List<ApiKeyJson> inOrder = new ArrayList<>(keys);
    inOrder.sort((one, other) -> Boolean.compare(isOwn(backend, one), isOwn(backend, other)));
    try {
      for (ApiKeyJson key : inOrder) {
        ReceiptText receipt = remove(backend, key);
        done.add(JsonText.tree(key).set("receipt", ReceiptLine.json(receipt)));
        if (format == ResultFormat.TEXT) {
          print(key, receipt);
        }
      }
    } finally {
      if (format == ResultFormat.JSON) {
        context.out().print(JsonText.of(JsonText.array(done)));
      }
      if (done.size() < keys.size() && keys.size() > 1) {
        context
            .err()
            .println(
                "%d of %d token(s) were removed; the rest is as it was."
                    .formatted(done.size(), keys.size()));
      }
      context.out().flush();
    }
  }

  private static boolean isOwn(Backend backend, ApiKeyJson key) {
    return backend.ownKeyId().equals(Optional.of(key.id()));
  }

  private ReceiptText remove(Backend backend, ApiKeyJson key) {
    return delete
        ? Step.run("delete api key", () -> backend.delete(key.id()))
        : Step.run("expire api key", () -> backend.expire(key.id()));
  }

  private void print(ApiKeyJson key, ReceiptText receipt) {
    boolean ended = TokenListing.hasEnded(key, context.clock().instant());
    if (delete) {
      context.out().println("Token has been deleted.");
    } else {
      context.out().println(ended ? "Token had expired already." : "Token has been expired.");
    }
    context.out().println("  " + describe(key));
    ReceiptLine.OF_TOKEN.print(context.out(), receipt);
  }

  private String describe(ApiKeyJson key) {
    Instant now = context.clock().instant();
    String name = key.tokenName().isEmpty() ? "a session key" : key.tokenName();
    String end = TokenListing.hasEnded(key, now) ? "ended " : "due ";
    String used = TokenListing.lastUsed(key, now).plain();
    if (context.terminal().out()) {
      used = TokenListing.lastUsed(key, now).shown();
    }
    return TokenText.redact(
        SafeText.escape(
            "%s (%s) of %s, %s%s, last used %s"
                .formatted(
                    name,
                    key.id(),
                    owners.get(key.userId()),
                    end,
                    time(key.expiresAt(), now),
                    used)));
  }

  private String time(Instant time, Instant now) {
    return context.terminal().out()
        ? RelativeTime.text(time, now)
        : time.truncatedTo(ChronoUnit.SECONDS).toString();
  }
}
