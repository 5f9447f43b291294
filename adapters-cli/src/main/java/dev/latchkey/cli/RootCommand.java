package dev.latchkey.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code latchkey}: shows which commands there are. */
@Command(
    name = "latchkey",
    description = "Issue API keys, expire them at once, and see afterwards who did it.")
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
