package dev.latchkey.cli;

import dev.latchkey.cli.text.Progress;
import dev.latchkey.cli.text.Prompt;
import dev.latchkey.http.wire.ApiKeyJson;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code latchkey tokens remove}: expires tokens, or deletes them when asked to. */
@Command(
    description = {
      "Expire tokens: they are refused from now on, and their records are kept.",
      "All of them are looked for first; if one is not found or not clear, nothing is changed."
    })
final class RemoveTokenCommand implements Runnable {

  private static final String STANDARD_INPUT = "-";

  private final ProcessContext context;
  private final Session session;

  @Parameters(
      arity = "1..*",
      paramLabel = "NAME|ID|TOKEN",
      converter = MayBeToken.class,
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
      description = "Delete without asking. Without a terminal it is needed.")
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
    Confirmation confirmation = Confirmation.of(context, yes || !delete);
    List<String> arguments = arguments();
    try (Backend backend = session.open()) {
      List<ApiKeyJson> keys = find(new TokenLookup(backend, user), arguments);
      TokenDescription description = new TokenDescription(context, backend, keys);
      warnOfOwnKey(backend, keys);
      confirmation.require(
          question(description, keys), "Leave --delete out to expire them and keep their records.");
      new TokenRemoval(context, backend, description, delete, format).run(keys);
    }
  }

  private static String question(TokenDescription description, List<ApiKeyJson> keys) {
    StringBuilder question = new StringBuilder();
    keys.forEach(key -> question.append("  ").append(description.of(key)).append('\n'));
    return question
        .append("Delete the record(s) of %s token(s) for good?".formatted(keys.size()))
        .toString();
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

  private List<ApiKeyJson> find(TokenLookup lookup, List<String> arguments) {
    // What is named twice is one token.
    Map<String, ApiKeyJson> found = new LinkedHashMap<>();
    try (Progress progress = new Progress(context.err(), context.terminal(), "tokens found")) {
      for (String argument : arguments) {
        ApiKeyJson key = lookup.find(argument);
        found.putIfAbsent(key.id(), key);
        progress.add(1);
      }
    }
    return List.copyOf(found.values());
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
}
