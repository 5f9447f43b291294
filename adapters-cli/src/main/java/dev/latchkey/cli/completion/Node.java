package dev.latchkey.cli.completion;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.StreamSupport;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * A command with what can follow it.
 *
 * @param path the command as it is written, without aliases
 * @param description what it does, in one sentence
 * @param children the commands below it, by each of their names
 * @param options its options, by their longest name
 * @param arguments what an argument can be; none if anything can
 */
record Node(
    String path,
    String description,
    Map<String, Node> children,
    Map<String, Choice> options,
    List<String> arguments) {

  /**
   * An option.
   *
   * @param names all that it is called
   * @param description what it means, in one sentence
   * @param takesValue whether a value follows
   * @param values what the value can be; none if anything can
   */
  record Choice(List<String> names, String description, boolean takesValue, List<String> values) {}

  static Node of(CommandSpec spec) {
    Map<String, Node> children = new LinkedHashMap<>();
    for (Map.Entry<String, CommandLine> child : spec.subcommands().entrySet()) {
      CommandSpec below = child.getValue().getCommandSpec();
      if (!below.usageMessage().hidden()) {
        children.put(child.getKey(), of(below));
      }
    }
    Map<String, Choice> options = new LinkedHashMap<>();
    for (OptionSpec option : spec.options()) {
      if (!option.hidden()) {
        options.put(option.longestName(), choice(option));
      }
    }
    List<String> arguments =
        spec.positionalParameters().stream().flatMap(each -> values(each).stream()).toList();
    return new Node(
        spec.qualifiedName(),
        sentence(spec.usageMessage().description()),
        children,
        options,
        arguments);
  }

  /** This command and all below it, each once. */
  List<Node> all() {
    List<Node> all = new ArrayList<>(List.of(this));
    children.values().stream().distinct().forEach(child -> all.addAll(child.all()));
    return all;
  }

  /** Every word that can follow: names of commands, arguments, then options. */
  List<String> words() {
    List<String> words = new ArrayList<>(children.keySet());
    words.addAll(arguments);
    options.values().forEach(option -> words.addAll(new TreeSet<>(option.names())));
    return words;
  }

  private static Choice choice(OptionSpec option) {
    return new Choice(
        Arrays.asList(option.names()),
        sentence(option.description()),
        option.arity().max() > 0,
        valuesOf(option));
  }

  private static List<String> valuesOf(OptionSpec option) {
    Object owner;
    try {
      owner = option.scope().get();
    } catch (Exception e) {
      throw new IllegalStateException("whose option is " + option.longestName() + "?", e);
    }
    List<String> values = values(option);
    return values.isEmpty() && owner instanceof Candidates candidates
        ? candidates.valuesOf(option.longestName())
        : values;
  }

  private static List<String> values(ArgSpec argument) {
    Iterable<String> candidates = argument.completionCandidates();
    return candidates == null
        ? List.of()
        : StreamSupport.stream(candidates.spliterator(), false).toList();
  }

  private static String sentence(String... description) {
    String text = description.length == 0 ? "" : description[0];
    int end = text.indexOf(" (");
    text = (end > 0 ? text.substring(0, end) : text).replace("${DEFAULT-VALUE}", "");
    int colon = text.indexOf(": ${");
    text = colon > 0 ? text.substring(0, colon) : text;
    int stop = text.indexOf(". ");
    return (stop > 0 ? text.substring(0, stop) : text).replaceAll("\\.$", "");
  }
}
