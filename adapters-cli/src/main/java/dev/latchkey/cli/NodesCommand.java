package dev.latchkey.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code latchkey nodes}: shows which commands there are. */
@Command(description = "See which servers verify keys from memory.")
final class NodesCommand implements Runnable {

  private final ProcessContext context;

  @Spec private CommandSpec spec;

  NodesCommand(ProcessContext context) {
    this.context = context;
  }

  @Override
  public void run() {
    spec.commandLine().usage(context.out());
  }
}
