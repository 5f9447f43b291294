package dev.latchkey.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code latchkey users}: shows which commands there are. */
@Command(description = "Manage users.")
final class UsersCommand implements Runnable {

  private final ProcessContext context;

  @Spec private CommandSpec spec;

  UsersCommand(ProcessContext context) {
    this.context = context;
  }

  @Override
  public void run() {
    spec.commandLine().usage(context.out());
  }
}
