package dev.latchkey.cli.store;

import dev.latchkey.cli.GlobalOptions;
import dev.latchkey.cli.ProcessContext;
import dev.latchkey.cli.ResultFormat;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code latchkey purge}: removes the records of keys that ended long ago. */
@Command(
    description = {
      "Remove the records of keys that ended longer ago than the retention, from a database.",
      "Servers do that by themselves. Live keys stay, and so does every audit entry.",
      "It says by which retention, and where that was set, and asks first."
    })
public final class PurgeCommand implements Runnable {

  private final ProcessContext context;
  private final GlobalOptions globals;

  @Option(
      names = "--retention",
      paramLabel = "DURATION",
      description =
          "How long a record is kept after the end of its key (LATCHKEY_RETENTION; else 90d). Set it"
              + " as the servers have it. 0 keeps it for ever.")
  @Nullable String retention;

  @Option(
      names = {"-y", "--yes"},
      description = "Purge without asking. Without a terminal it is needed.")
  boolean yes;

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
  public PurgeCommand(ProcessContext context, GlobalOptions globals) {
    this.context = context;
    this.globals = globals;
  }

  @Override
  public void run() {
    new Purge(context, globals, this).run();
  }
}
