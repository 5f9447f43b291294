package dev.latchkey.cli;

import dev.latchkey.cli.server.ServerCommand;
import dev.latchkey.cli.store.ExportCommand;
import dev.latchkey.cli.store.ImportCommand;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;

/** The command line as a whole: every command, wired by hand. */
final class LatchkeyCli {

  private static final int FAILURE = 1;
  private static final int USAGE_WIDTH = 100;

  private final ProcessContext context;
  private final CommandLine commandLine;

  LatchkeyCli(ProcessContext context) {
    this.context = context;
    GlobalOptions options = new GlobalOptions();
    ErrorReport errors = new ErrorReport(context, options);
    commandLine = commands(context, options, new Session(context, options));
    commandLine
        .setOut(context.out())
        .setErr(context.err())
        .setColorScheme(CommandLine.Help.defaultColorScheme(Ansi.OFF))
        .setUsageHelpWidth(USAGE_WIDTH)
        .setExpandAtFiles(false)
        .setParameterExceptionHandler(
            (failure, arguments) -> {
              errors.write(failure.getCommandLine(), failure);
              return FAILURE;
            })
        .setExecutionExceptionHandler(
            (failure, command, parsed) -> {
              errors.write(command, failure);
              return FAILURE;
            });
  }

  /**
   * Runs the command that {@code arguments} name and returns its exit code: 0, or 1 on any error.
   */
  int run(String... arguments) {
    int exitCode = commandLine.execute(arguments);
    if (exitCode == 0 && context.out().checkError()) {
      context.err().println("error: the output could not be written; is the disk full?");
      context.err().flush();
      return FAILURE;
    }
    return exitCode;
  }

  /** The command as a whole, for what wants to know all that there is. */
  CommandLine commandLine() {
    return commandLine;
  }

  private static CommandLine commands(
      ProcessContext context, GlobalOptions options, Session session) {
    return new CommandLine(new RootCommand(context))
        // Before the commands, which inherit them.
        .addMixin("global", options)
        .addSubcommand(new ServerCommand(context))
        .addSubcommand(new LoginCommand(context, session))
        .addSubcommand(
            new CommandLine(new TokensCommand(context))
                .addSubcommand(new CreateTokenCommand(context, session))
                .addSubcommand(new ListTokensCommand(context, session))
                .addSubcommand(new ViewTokenCommand(context, session))
                .addSubcommand(new RemoveTokenCommand(context, session)))
        .addSubcommand(
            new CommandLine(new UsersCommand(context))
                .addSubcommand(new CreateUserCommand(context, session)))
        .addSubcommand(
            new CommandLine(new AuditCommand(context))
                .addSubcommand(new ListAuditCommand(context, session)))
        .addSubcommand(new ImportCommand(context))
        .addSubcommand(new ExportCommand(context))
        .addSubcommand(new VersionCommand(context));
  }
}
