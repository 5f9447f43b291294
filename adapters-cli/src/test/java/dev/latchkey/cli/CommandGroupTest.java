package dev.latchkey.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Command;

class CommandGroupTest {

  @Test
  void givenAnAliasAmongTheArguments_whenMade_thenThatCommandAloneIsThereByAllItsNames() {
    CommandLine made =
        new CommandGroup(new CommandLine(new Parent()), Set.of("node", "ls"))
            .add("nodes node", Nodes::new)
            .add("tokens token", Tokens::new)
            .made();

    assertThat(made.getSubcommands()).containsOnlyKeys("nodes", "node");
  }

  @Command(name = "parent")
  private static final class Parent {}

  @Command
  private static final class Nodes {}

  @Command
  private static final class Tokens {}
}
