package dev.latchkey.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code latchkey tokens}: shows which commands there are. */
@Command(description = "Manage personal access tokens.")
final class TokensCommand implements Runnable {

  private final ProcessContext context;

  @Spec private CommandSpec spec;

  TokensCommand(ProcessContext context) {
    this.context = context;
  }

  @Override
  public void run() {
    spec.commandLine().usage(context.out());
  }
}
