package dev.latchkey.cli.store;

import dev.latchkey.cli.GlobalOptions;
import dev.latchkey.cli.ProcessContext;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code latchkey export}: writes tokens as {@code latchkey import} reads them. */
@Command(
    description = {
      "Write the tokens of a database, with the hashes of their secrets, as JSON Lines for import.",
      "Expired ones are left out unless you ask for them."
    })
public final class ExportCommand implements Runnable {

  private final ProcessContext context;
  private final GlobalOptions globals;

  @Option(names = "--include-expired", description = "Write expired tokens too.")
  boolean includeExpired;

  @Option(
      names = "--output",
      paramLabel = "FILE",
      description = "Write to this new file, readable by you alone (else to standard output).")
  @Nullable String output;

  /**
   * Wires the command.
   *
   * @param context what it has of its process
   * @param globals the options of every command
   */
  public ExportCommand(ProcessContext context, GlobalOptions globals) {
    this.context = context;
    this.globals = globals;
  }

  @Override
  public void run() {
    new TokenExport(context, globals, this).run();
  }
}
