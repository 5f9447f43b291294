package dev.latchkey.cli.manual;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/**
 * The manual page of one command.
 *
 * @param name the name of the page, such as {@code latchkey-tokens-list}
 * @param roff its source
 */
public record ManualPage(String name, String roff) {

  private static final String SECTION = "1";

  /**
   * The page of a command and those of all commands below it.
   *
   * @param version the version of the program
   * @param date the day that the pages bear, such as {@code 2026-01-31}
   */
  public static List<ManualPage> of(CommandSpec spec, String version, String date) {
    List<ManualPage> pages = new ArrayList<>();
    pages.add(new ManualPage(name(spec), source(spec, version, date)));
    children(spec).forEach(child -> pages.addAll(of(child, version, date)));
    return List.copyOf(pages);
  }

  private static String source(CommandSpec spec, String version, String date) {
    String name = name(spec);
    List<String> description = List.of(spec.usageMessage().description());
    Roff page = new Roff();
    page.title(name.toUpperCase(Locale.ROOT), SECTION, date, version, "Latchkey");
    page.request("SH", "NAME").text(name + " - " + summary(spec));
    page.request("SH", "SYNOPSIS").marked(synopsis(spec));
    page.request("SH", "DESCRIPTION");
    page.text(description.isEmpty() ? summary(spec) : description.get(0));
    description.stream().skip(1).forEach(line -> page.request("PP").text(line));
    if (spec.aliases().length > 0) {
      page.request("PP").text("Other names: " + String.join(", ", spec.aliases()) + ".");
    }
    commands(page, spec);
    List<PositionalParamSpec> arguments =
        spec.positionalParameters().stream().filter(ManualPage::isShown).toList();
    if (!arguments.isEmpty()) {
      page.request("SH", "ARGUMENTS");
      arguments.forEach(
          argument -> entry(page, Roff.italic(argument.paramLabel()), argument.description()));
    }
    boolean root = spec.parent() == null;
    options(page, "OPTIONS", spec, option -> root || !option.inherited());
    options(page, "GLOBAL OPTIONS", spec, option -> !root && option.inherited());
    notes(page, spec);
    seeAlso(page, spec);
    return page.toString();
  }

  private static String synopsis(CommandSpec spec) {
    Stream<String> required =
        spec.options().stream()
            .filter(ManualPage::isShown)
            .filter(ArgSpec::required)
            .map(option -> Roff.bold(option.longestName()) + parameter(option));
    Stream<String> arguments =
        spec.positionalParameters().stream()
            .filter(ManualPage::isShown)
            .map(
                argument -> {
                  String label = Roff.italic(argument.paramLabel());
                  String several = argument.arity().max() > 1 ? "..." : "";
                  return argument.arity().min() > 0 ? label + several : "[" + label + several + "]";
                });
    String command = children(spec).isEmpty() ? "" : Roff.italic("COMMAND");
    return Stream.of(
            Stream.of(Roff.bold(spec.qualifiedName(" ")), "[" + Roff.italic("OPTION") + "]..."),
            required,
            arguments,
            Stream.of(command).filter(word -> !word.isEmpty()))
        .flatMap(words -> words)
        .collect(Collectors.joining(" "));
  }

  private static void commands(Roff page, CommandSpec spec) {
    if (children(spec).isEmpty()) {
      return;
    }
    page.request("SH", "COMMANDS");
    for (CommandSpec child : children(spec)) {
      page.request("TP").marked(Roff.bold(name(child)) + "(" + SECTION + ")");
      page.text(summary(child));
    }
  }

  private static void options(
      Roff page, String heading, CommandSpec spec, Predicate<OptionSpec> chosen) {
    List<OptionSpec> options =
        spec.options().stream().filter(ManualPage::isShown).filter(chosen).toList();
    if (options.isEmpty()) {
      return;
    }
    page.request("SH", heading);
    for (OptionSpec option : options) {
      String names =
          Arrays.stream(option.names()).map(Roff::bold).collect(Collectors.joining(", "));
      entry(page, names + parameter(option), option.description());
    }
  }

  private static String parameter(OptionSpec option) {
    return option.arity().max() == 0 ? "" : "=" + Roff.italic(option.paramLabel());
  }

  private static void entry(Roff page, String marked, String... description) {
    page.request("TP").marked(marked);
    page.text(String.join(" ", description));
  }

  private static void notes(Roff page, CommandSpec spec) {
    String footer = String.join("\n", spec.usageMessage().footer()).strip();
    if (footer.isEmpty()) {
      return;
    }
    page.request("SH", "NOTES");
    String[] paragraphs = footer.split("\n\\s*\n");
    page.text(paragraphs[0]);
    Arrays.stream(paragraphs).skip(1).forEach(text -> page.request("PP").text(text));
  }

  private static void seeAlso(Roff page, CommandSpec spec) {
    CommandSpec parent = spec.parent();
    if (parent == null) {
      return;
    }
    Stream<CommandSpec> siblings =
        children(parent).stream().filter(other -> !name(other).equals(name(spec)));
    List<CommandSpec> others = Stream.concat(Stream.of(parent), siblings).toList();
    page.request("SH", "SEE ALSO");
    page.marked(
        others.stream()
            .map(other -> Roff.bold(name(other)) + "(" + SECTION + ")")
            .collect(Collectors.joining(",\n")));
  }

  /** Without its aliases, which the model lists as commands of their own. */
  private static List<CommandSpec> children(CommandSpec spec) {
    Map<String, CommandSpec> children = new LinkedHashMap<>();
    for (CommandLine child : spec.subcommands().values()) {
      CommandSpec command = child.getCommandSpec();
      if (!command.usageMessage().hidden()) {
        children.put(command.name(), command);
      }
    }
    return List.copyOf(children.values());
  }

  private static String summary(CommandSpec spec) {
    String[] description = spec.usageMessage().description();
    String first = description.length == 0 ? spec.name() : description[0];
    return first.endsWith(".") ? first.substring(0, first.length() - 1) : first;
  }

  private static String name(CommandSpec spec) {
    return spec.qualifiedName("-");
  }

  private static boolean isShown(ArgSpec argument) {
    return !argument.hidden();
  }
}
