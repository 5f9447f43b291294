package dev.latchkey.cli;

import dev.latchkey.cli.server.ServerCommand;
import dev.latchkey.cli.store.ExportCommand;
import dev.latchkey.cli.store.ImportCommand;
import dev.latchkey.cli.store.PurgeCommand;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;

/** The command line as a whole: every command, wired by hand. */
final class LatchkeyCli {

  private static final int USAGE_WIDTH = 100;

  /** What a shell makes of a program that was ended because nobody reads its output any more. */
  private static final int PIPE_CLOSED = 141;

  private final ProcessContext context;
  private final CommandLine commandLine;

  LatchkeyCli(ProcessContext context) {
    this.context = context;
    GlobalOptions options = new GlobalOptions();
    Settings settings = new Settings(context, options);
    ErrorReport errors = new ErrorReport(context, options);
    commandLine = commands(context, options, new Session(context, options, settings), settings);
    commandLine
        .setOut(context.out())
        .setErr(context.err())
        .setColorScheme(CommandLine.Help.defaultColorScheme(Ansi.OFF))
        .setUsageHelpWidth(USAGE_WIDTH)
        .setExpandAtFiles(false)
        .setParameterExceptionHandler(
            (failure, arguments) -> errors.write(failure.getCommandLine(), failure))
        .setExecutionExceptionHandler(
            (failure, command, parsed) ->
                // What is to be said about that is said for every command.
                failure instanceof OutputFailure
                    ? ExitCode.DONE.number()
                    : errors.write(command, failure));
  }

  /** Runs the command that {@code arguments} name and returns its {@link ExitCode}'s number. */
  int run(String... arguments) {
    int exitCode = commandLine.execute(arguments);
    SecretArguments.warn(context, arguments);
    if (context.out().checkError()) {
      if (context.pipeClosed().getAsBoolean()) {
        return PIPE_CLOSED;
      }
      if (exitCode == 0) {
        context
            .err()
            .println("error: the output could not be written as a whole; is the disk full?");
        context.err().flush();
        return ExitCode.FAILED.number();
      }
    }
    return exitCode;
  }

  /** The command as a whole, for what wants to know all that there is. */
  CommandLine commandLine() {
    return commandLine;
  }

  private static CommandLine commands(
      ProcessContext context, GlobalOptions options, Session session, Settings settings) {
    CommandLine root = new CommandLine(new RootCommand(context));
    return root
        // Before the commands, which inherit them.
        .addMixin("global", options)
        .addSubcommand(new ServerCommand(context, options))
        .addSubcommand(new LoginCommand(context, session))
        .addSubcommand(new LogoutCommand(context, session))
        .addSubcommand(new WhoamiCommand(context, session))
        .addSubcommand(
            new CommandLine(new TokensCommand(context))
                .addSubcommand(new CreateTokenCommand(context, session))
                .addSubcommand(new ListTokensCommand(context, session))
                .addSubcommand(new ViewTokenCommand(context, session))
                .addSubcommand(new RemoveTokenCommand(context, session)))
        .addSubcommand(
            new CommandLine(new UsersCommand(context))
                .addSubcommand(new CreateUserCommand(context, session))
                .addSubcommand(new ListUsersCommand(context, session))
                .addSubcommand(new ViewUserCommand(context, session))
                .addSubcommand(new SetRolesCommand(context, session))
                .addSubcommand(new SuspendUserCommand(context, session))
                .addSubcommand(new ActivateUserCommand(context, session))
                .addSubcommand(new DeleteUserCommand(context, session)))
        .addSubcommand(
            new CommandLine(new AuditCommand(context))
                .addSubcommand(new ListAuditCommand(context, session)))
        .addSubcommand(new VerifyCommand(context, session))
        .addSubcommand(new ImportCommand(context, options))
        .addSubcommand(new ExportCommand(context, options))
        .addSubcommand(new PurgeCommand(context, options))
        .addSubcommand(new DoctorCommand(context, session, settings))
        .addSubcommand(new CompletionCommand(context, root))
        .addSubcommand(new VersionCommand(context));
  }
}
