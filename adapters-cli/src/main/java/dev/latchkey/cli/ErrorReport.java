package dev.latchkey.cli;

import dev.latchkey.cli.Step.FailedStep;
import dev.latchkey.cli.text.SafeText;
import dev.latchkey.cli.text.Secrets;
import dev.latchkey.http.wire.ErrorJson;
import dev.latchkey.http.wire.ValidationJson;
import java.io.UncheckedIOException;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * Says on standard error why a command failed, in the form of the contract (section 11.1): which
 * command and what it was doing, why it failed, and what to do next. Never a stack trace, never a
 * secret.
 */
final class ErrorReport {

  private final ProcessContext context;
  private final GlobalOptions options;

  ErrorReport(ProcessContext context, GlobalOptions options) {
    this.context = context;
    this.options = options;
  }

  /** What is told of a failure. */
  private record Told(ExitCode exitCode, String why, String next) {}

  /** Reports {@code failure} of {@code command}; returns the exit code. */
  int write(CommandLine command, Throwable failure) {
    String name = command.getCommandSpec().qualifiedName();
    Told told = told(failure, name);
    String text =
        "Encountered an error running \"%s\", see \"%s --help\" for more information\nerror: %s\nSuggestion: %s"
            .formatted(name, name, told.why(), told.next());
    // People paste tokens where they do not belong, and an error may repeat what it was given.
    context.err().println(Secrets.redact(text));
    context.err().flush();
    return told.exitCode().number();
  }

  private Told told(Throwable failure, String command) {
    if (failure instanceof FailedStep step) {
      Told told = refusal(step.failure(), step.ifNotFound());
      return new Told(told.exitCode(), "Trace=[" + step.step() + ": ]\n" + told.why(), told.next());
    }
    if (failure instanceof BackendException refused) {
      return refusal(refused, "");
    }
    if (failure instanceof CommandFailure known) {
      String next = known.next().isEmpty() ? next(known.exitCode(), command) : known.next();
      return new Told(known.exitCode(), text(known), SafeText.escapeLines(next));
    }
    if (failure instanceof ParameterException usage) {
      return new Told(ExitCode.USAGE, text(usage), suggestion(usage, command));
    }
    if (failure instanceof UncheckedIOException io) {
      return new Told(
          ExitCode.FAILED,
          "the input can't be read, or the output can't be written: " + text(io),
          "Look at where they come from and go to, then run the command again.");
    }
    if (failure instanceof OutOfMemoryError) {
      return new Told(
          ExitCode.FAILED,
          "there is not enough memory for this: " + text(failure),
          "Give it more, such as LATCHKEY_JAVA_OPTS=-Xmx1g.");
    }
    return new Told(
        ExitCode.FAILED,
        "this is a bug in latchkey: " + SafeText.escape(failure.toString()),
        "Please report it, with what you did.");
  }

  private static String text(Throwable failure) {
    return SafeText.escapeLines(String.valueOf(failure.getMessage()));
  }

  private static String next(ExitCode exitCode, String command) {
    return exitCode == ExitCode.USAGE
        ? "'" + command + " --help' shows what there is."
        : "Mend what is named above, then run the command again.";
  }

  private static String suggestion(ParameterException failure, String command) {
    if (failure instanceof UnmatchedArgumentException unmatched
        && !unmatched.getSuggestions().isEmpty()) {
      return "Did you mean: "
          + SafeText.escape(String.join(" or ", unmatched.getSuggestions()))
          + "?";
    }
    return next(ExitCode.USAGE, command);
  }

  private Told refusal(BackendException refused, String ifNotFound) {
    ErrorJson error = refused.error();
    StringBuilder text = new StringBuilder();
    if (options.verbose) {
      text.append(SafeText.escape(refused.exchange())).append('\n');
    }
    text.append(SafeText.escapeLines(error.message()));
    String detail = error.detail();
    if (detail != null && !detail.isEmpty()) {
      text.append('\n').append(SafeText.escape(detail));
    }
    if (!error.validations().isEmpty()) {
      text.append('\n').append(error.validations().size()).append(" validation error(s) found");
    }
    for (ValidationJson validation : error.validations()) {
      text.append("\n\t").append(SafeText.escape(validation.field()));
      text.append(": ").append(SafeText.escape(validation.detail()));
    }
    return new Told(refused.kind().exitCode(), text.toString(), next(refused, ifNotFound));
  }

  private static String next(BackendException refused, String ifNotFound) {
    return switch (refused.kind()) {
      case INVALID -> "Correct what is named above, then run the command again.";
      case NOT_SIGNED_IN -> "Try logging in using 'latchkey login <url>'.";
      case FORBIDDEN -> "'latchkey whoami' shows who you are; ask a site owner to do it.";
      case NOT_FOUND ->
          ifNotFound.isEmpty()
              ? "'latchkey users list' and 'latchkey tokens list --all --include-expired' show what"
                  + " you may know of."
              : SafeText.escape(ifNotFound);
      case WRONG_ADDRESS ->
          "What answers there does not know the request: look at the address of the server, which"
              + " ends behind the port.";
      case CONFLICT -> "Choose another name, or move out of the way what is there.";
      case TOO_MANY ->
          "This request was not looked at. Wait for a minute, then run it again; --api-rate-limit of the server says"
              + " how many it takes.";
      case UNREACHABLE ->
          "'latchkey doctor' looks for the cause. What was not answered may have happened all the"
              + " same: look before you do it again.";
      case FAULT ->
          "Run it again with --verbose; the log of the server has more under the id of the request.";
    };
  }
}
