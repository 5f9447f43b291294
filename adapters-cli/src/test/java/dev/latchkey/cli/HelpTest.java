package dev.latchkey.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.cli.text.Terminal;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import picocli.CommandLine;

/** What every command says of itself. */
class HelpTest {

  private final InProcess person = new InProcess(Path.of("unused"));

  @TestFactory
  Stream<DynamicTest> givenAnyCommand_whenAskedForHelp_thenItIsTheReviewedText() {
    List<CommandLine> commands = new ArrayList<>();
    collect(everything(), commands);
    assertThat(commands).hasSizeGreaterThanOrEqualTo(15);
    return commands.stream()
        .map(command -> command.getCommandSpec().qualifiedName())
        .map(name -> DynamicTest.dynamicTest(name, () -> checkHelp(name)));
  }

  @Test
  void givenAGroup_whenNoActionIsNamed_thenItsHelpIsShown() {
    assertThat(person.run("tokens")).isEqualTo(person.run("tokens", "--help"));
    assertThat(person.run("token")).isEqualTo(person.run("tokens", "--help"));
    assertThat(person.run()).isEqualTo(person.run("--help"));
  }

  @Test
  void givenANarrowTerminal_whenAskedForHelp_thenEveryLineFits() {
    List<CommandLine> commands = new ArrayList<>();
    collect(everything(), commands);
    for (int columns : new int[] {60, 80}) {
      InProcess narrow = person.before(new Terminal(true, true, true, columns, false));
      for (CommandLine command : commands) {
        String[] words = (command.getCommandSpec().qualifiedName() + " --help").split(" ");

        Result help = narrow.run(Stream.of(words).skip(1).toArray(String[]::new));

        assertThat(help.out().lines()).isNotEmpty().allMatch(line -> line.length() <= columns);
      }
    }
  }

  private void checkHelp(String qualifiedName) {
    String[] words = (qualifiedName + " --help").split(" ");
    String[] arguments = Stream.of(words).skip(1).toArray(String[]::new);
    Result help = person.run(arguments);
    assertThat(help.exitCode()).isZero();
    assertThat(help.err()).isEmpty();
    Golden.check("help/" + qualifiedName.replace(' ', '-') + ".txt", help.out());
  }

  private static void collect(CommandLine command, List<CommandLine> all) {
    all.add(command);
    // Aliases name the same command again.
    command.getSubcommands().values().stream().distinct().forEach(each -> collect(each, all));
  }

  private static CommandLine everything() {
    PrintWriter nowhere = new PrintWriter(Writer.nullWriter());
    return new LatchkeyCli(
            new ProcessContext(
                InputStream.nullInputStream(),
                nowhere,
                nowhere,
                Terminal.NONE,
                Map.of(),
                Path.of("unused"),
                "nobody",
                InstantSource.system(),
                () -> false,
                Optional::empty))
        .commandLine();
  }
}
