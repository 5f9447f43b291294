package dev.latchkey.cli;

import dev.latchkey.cli.text.JsonText;
import dev.latchkey.cli.text.SafeText;
import dev.latchkey.http.wire.VerificationJson;
import dev.latchkey.http.wire.VerifiedUserJson;
import java.time.Instant;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code latchkey verify}: tells whether a token is good. */
@Command(
    description = {
      "Tell whether a token is good. It is read from standard input, so that nobody sees it.",
      "The exit code is 0 if it is good, and 1 if it is refused."
    })
final class VerifyCommand implements Callable<Integer> {

  private final ProcessContext context;
  private final Session session;

  @Option(
      names = "--key",
      paramLabel = "TOKEN",
      converter = MayBeToken.class,
      description =
          "The token (else standard input). Your shell keeps it in its history, and others on this"
              + " machine can see it.")
  @Nullable String key;

  @Option(
      names = "--scope",
      paramLabel = "SCOPE",
      description = "What the token must be good for (else anything).")
  @Nullable String scope;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FORMAT",
      description = "How to print: ${COMPLETION-CANDIDATES} (else ${DEFAULT-VALUE}).")
  ResultFormat format = ResultFormat.TEXT;

  VerifyCommand(ProcessContext context, Session session) {
    this.context = context;
    this.session = session;
  }

  @Override
  public Integer call() {
    String token = token();
    try (Backend backend = session.openForAnybody()) {
      VerificationJson answer = Step.run("verify", () -> backend.verify(token, scope));
      if (format == ResultFormat.JSON) {
        context.out().print(JsonText.of(JsonText.tree(answer)));
      } else {
        context.out().println(SafeText.escape(text(answer)));
      }
      context.out().flush();
      return (answer.valid() ? ExitCode.DONE : ExitCode.FAILED).number();
    }
  }

  private String token() {
    String given = key;
    if (given == null) {
      given = context.prompt().secret("Token").orElse("");
    }
    if (given.isBlank()) {
      throw CommandFailure.usage("there is no token on standard input (expected: one line)");
    }
    return given.strip();
  }

  private String text(VerificationJson answer) {
    VerifiedUserJson user = answer.user();
    Instant end = answer.expiresAt();
    if (!answer.valid() || user == null || end == null || answer.scopes() == null) {
      return "refused: " + answer.code();
    }
    return "valid: %s of %s, for %s, until %s"
        .formatted(
            answer.keyId(), user.username(), String.join(", ", answer.scopes()), end.toString());
  }
}
