package dev.latchkey.cli;

import dev.latchkey.cli.Step.FailedStep;
import dev.latchkey.cli.text.SafeText;
import dev.latchkey.core.key.TokenText;
import dev.latchkey.http.client.ApiException;
import dev.latchkey.http.client.ConnectionException;
import dev.latchkey.http.wire.ValidationJson;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/**
 * Says on standard error why a command failed (contract section 11.1): which command, what it was
 * doing, and what the server said. Never a stack trace, never a secret.
 */
final class ErrorReport {

  private final ProcessContext context;
  private final GlobalOptions options;

  ErrorReport(ProcessContext context, GlobalOptions options) {
    this.context = context;
    this.options = options;
  }

  /** Reports {@code failure} of {@code command}. */
  void write(CommandLine command, Throwable failure) {
    String name = command.getCommandSpec().qualifiedName();
    String head =
        "Encountered an error running \"%s\", see \"%s --help\" for more information"
            .formatted(name, name);
    // People paste tokens where they do not belong, and an error may repeat what it was given.
    context.err().println(head + "\nerror: " + TokenText.redact(textOf(failure)));
    context.err().flush();
  }

  private String textOf(Throwable failure) {
    if (failure instanceof FailedStep step) {
      return textOfStep(step);
    }
    if (failure instanceof ApiException refused) {
      return textOfRefusal(refused, "");
    }
    if (failure instanceof CommandFailure
        || failure instanceof ParameterException
        || failure instanceof ConnectionException) {
      return SafeText.escapeLines(String.valueOf(failure.getMessage()));
    }
    return "this is a bug in latchkey, please report it: " + SafeText.escape(failure.toString());
  }

  private String textOfStep(FailedStep step) {
    if (step.failure() instanceof ApiException refused) {
      return "Trace=[" + step.step() + ": ]\n" + textOfRefusal(refused, step.ifNotFound());
    }
    return step.step() + ": " + textOf(step.failure());
  }

  private String textOfRefusal(ApiException refused, String ifNotFound) {
    StringBuilder text = new StringBuilder();
    if (options.verbose) {
      text.append(refused.method()).append(' ').append(SafeText.escape(refused.url()));
      text.append(": status ").append(refused.status()).append('\n');
    }
    text.append(SafeText.escape(refused.message()));
    if (!refused.validations().isEmpty()) {
      text.append('\n').append(refused.validations().size()).append(" validation error(s) found");
    }
    for (ValidationJson validation : refused.validations()) {
      text.append("\n\t").append(SafeText.escape(validation.field()));
      text.append(": ").append(SafeText.escape(validation.detail()));
    }
    String suggestion = suggestionFor(refused, ifNotFound);
    if (!suggestion.isEmpty()) {
      text.append("\nSuggestion: ").append(suggestion);
    }
    String detail = refused.detail();
    if (detail != null && !detail.isEmpty() && (options.verbose || suggestion.isEmpty())) {
      text.append('\n').append(SafeText.escape(detail));
    }
    return text.toString();
  }

  private static String suggestionFor(ApiException refused, String ifNotFound) {
    if (refused instanceof ApiException.Unauthorized) {
      return "Try logging in using 'latchkey login <url>'.";
    }
    return refused instanceof ApiException.NotFound ? ifNotFound : "";
  }
}
