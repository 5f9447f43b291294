package dev.latchkey.cli;

import dev.latchkey.core.key.TokenText;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.RunLast;

/**
 * Refuses options and arguments that are empty, because a variable of a script that is not set must
 * not choose another user or another name, and full tokens where none belong.
 */
final class ArgumentRules {

  private ArgumentRules() {}

  /** Runs the command that was named unless something is wrong; all that is, is told together. */
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
    level.matchedOptions().forEach(option -> check(option.longestName(), option, problems));
    level.matchedPositionals().forEach(each -> check(each.paramLabel(), each, problems));
  }

  private static void check(String name, ArgSpec argument, List<String> problems) {
    List<String> values = argument.originalStringValues();
    if (values.stream().anyMatch(String::isBlank) && !isSetting(name)) {
      problems.add(
          argument.isOption()
              ? Settings.emptyOption(name)
              : name + " is empty (expected: a value)");
    }
    if (values.stream().anyMatch(Settings::isUnreadable)) {
      problems.add(name + Settings.UNREADABLE);
    }
    if (!mayBeToken(argument) && values.stream().anyMatch(TokenText::isIn)) {
      problems.add(
          "%s is given a full token (expected: %s; the id of a token is what is before its hyphen)"
              .formatted(name, argument.paramLabel()));
    }
  }

  // Settings tell of that themselves, together with all else that is wrong with them.
  private static boolean isSetting(String name) {
    return ConfigFile.NAMES.contains(name.replaceFirst("^--", ""));
  }

  private static boolean mayBeToken(ArgSpec argument) {
    return Arrays.stream(argument.converters()).anyMatch(MayBeToken.class::isInstance);
  }
}
