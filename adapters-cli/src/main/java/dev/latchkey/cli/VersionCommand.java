package dev.latchkey.cli;

import picocli.CommandLine.Command;

/** {@code latchkey version}: shows which Latchkey this is. */
@Command(description = "Show the version of this program.")
final class VersionCommand implements Runnable {

  private final ProcessContext context;

  VersionCommand(ProcessContext context) {
    this.context = context;
  }

  @Override
  public void run() {
    context.out().println("Latchkey " + ProductVersion.read());
  }
}
