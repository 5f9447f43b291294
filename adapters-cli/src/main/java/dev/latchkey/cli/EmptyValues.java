package dev.latchkey.cli;

import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.RunLast;

/**
 * Refuses options and arguments that are empty: a variable of a script that is not set must not
 * choose another user or another name.
 */
final class EmptyValues {

  private EmptyValues() {}

  /** Runs the command that was named unless something is empty; all that is, is told together. */
  static int refuseOrRun(ParseResult parsed) {
    List<String> problems = new ArrayList<>();
    CommandLine command = parsed.commandSpec().commandLine();
    for (ParseResult level = parsed; level != null; level = level.subcommand()) {
      command = level.commandSpec().commandLine();
      collect(level, problems);
    }
    if (!problems.isEmpty()) {
      throw new ParameterException(command, String.join("\n", problems));
    }
    return new RunLast().execute(parsed);
  }

  private static void collect(ParseResult level, List<String> problems) {
    level.matchedOptions().stream()
        // Settings tell of that themselves, together with all else that is wrong with them.
        .filter(option -> !ConfigFile.NAMES.contains(option.longestName().replaceFirst("^--", "")))
        .filter(option -> option.originalStringValues().stream().anyMatch(String::isBlank))
        .forEach(option -> problems.add(Settings.emptyOption(option.longestName())));
    level.matchedPositionals().stream()
        .filter(argument -> argument.originalStringValues().stream().anyMatch(String::isBlank))
        .forEach(argument -> problems.add(argument.paramLabel() + " is empty (expected: a value)"));
  }
}
