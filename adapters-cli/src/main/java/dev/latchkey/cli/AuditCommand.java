package dev.latchkey.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code latchkey audit}: shows which commands there are. */
@Command(description = "Read the audit trail.")
final class AuditCommand implements Runnable {

  private final ProcessContext context;

  @Spec private CommandSpec spec;

  AuditCommand(ProcessContext context) {
    this.context = context;
  }

  @Override
  public void run() {
    spec.commandLine().usage(context.out());
  }
}
