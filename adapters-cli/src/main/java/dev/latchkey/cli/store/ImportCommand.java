package dev.latchkey.cli.store;

import dev.latchkey.cli.GlobalOptions;
import dev.latchkey.cli.ProcessContext;
import dev.latchkey.cli.ResultFormat;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code latchkey import}: brings in tokens that exist elsewhere. */
@Command(
    description = {
      "Bring in tokens that exist elsewhere, by the hash of their secret, from JSON Lines.",
      "All of them come in, or none; all that is wrong is told with line numbers. Their owners must"
          + " exist."
    })
public final class ImportCommand implements Runnable {

  private final ProcessContext context;
  private final GlobalOptions globals;

  @Parameters(
      paramLabel = "FILE",
      description = "The file, with one token on each line; - for standard input.")
  String file = "";

  @Option(names = "--dry-run", description = "Check everything and change nothing.")
  boolean dryRun;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FORMAT",
      description = "How to print the result: ${COMPLETION-CANDIDATES} (else ${DEFAULT-VALUE}).")
  ResultFormat format = ResultFormat.TEXT;

  /**
   * Wires the command.
   *
   * @param context what it has of its process
   * @param globals the options of every command
   */
  public ImportCommand(ProcessContext context, GlobalOptions globals) {
    this.context = context;
    this.globals = globals;
  }

  @Override
  public void run() {
    new TokenImport(context, globals, this).run();
  }
}
