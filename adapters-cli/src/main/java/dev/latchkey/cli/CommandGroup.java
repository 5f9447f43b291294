package dev.latchkey.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import picocli.CommandLine;

/**
 * Commands below a command, of which only those are made that somebody may have named: making all
 * of them takes longer than most of them run.
 */
final class CommandGroup {

  private final CommandLine parent;
  private final Set<String> words;
  private final List<Member> members = new ArrayList<>();

  /** A command and how it may be called. */
  private record Member(List<String> names, Supplier<Object> command) {}

  /**
   * @param words the arguments, in which names may be; none for all commands
   */
  CommandGroup(CommandLine parent, Set<String> words) {
    this.parent = parent;
    this.words = words;
  }

  /**
   * Adds a command.
   *
   * @param names its name and its aliases, between blanks
   * @param command makes it
   */
  CommandGroup add(String names, Supplier<Object> command) {
    members.add(new Member(List.of(names.split(" ")), command));
    return this;
  }

  /** The command with those below it that are named; with all of them if none is. */
  CommandLine made() {
    List<Member> named =
        members.stream()
            .filter(member -> member.names().stream().anyMatch(words::contains))
            .toList();
    for (Member member : named.isEmpty() ? members : named) {
      List<String> aliases = member.names().subList(1, member.names().size());
      parent.addSubcommand(
          member.names().get(0), member.command().get(), aliases.toArray(String[]::new));
    }
    return parent;
  }
}
