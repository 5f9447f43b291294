package dev.latchkey.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code latchkey}: shows which commands there are. */
@Command(
    name = "latchkey",
    description = "Issue API keys, expire them at once, and see afterwards who did it.",
    footer = {
      "",
      "Exit codes: 0 done, 1 failed, 2 wrong usage or configuration, 3 not found, 4 not permitted or",
      "not logged in, 5 server or database not reachable, too busy or no Latchkey, 141 nobody reads the",
      "output any more.",
      "",
      "Settings come from options, else from the environment, else from the configuration file.",
      "'latchkey COMMAND --help' tells more about a command."
    })
final class RootCommand implements Runnable {

  private final ProcessContext context;

  @Spec private CommandSpec spec;

  RootCommand(ProcessContext context) {
    this.context = context;
  }

  @Override
  public void run() {
    spec.commandLine().usage(context.out());
  }
}
