package dev.latchkey.cli;

import dev.latchkey.cli.CompletionCommand.Shell;
import dev.latchkey.cli.server.ServerCommand;
import dev.latchkey.cli.store.ExportCommand;
import dev.latchkey.cli.store.ImportCommand;
import dev.latchkey.cli.store.PurgeCommand;
import java.util.Arrays;
import java.util.Set;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;

/** The command line as a whole: every command, wired by hand. */
final class LatchkeyCli {

  private static final int USAGE_WIDTH = 100;

  /** The least that the library can write its help in. */
  private static final int LEAST_USAGE_WIDTH = 55;

  /** What a shell makes of a program that was ended because nobody reads its output any more. */
  private static final int PIPE_CLOSED = 141;

  private final ProcessContext context;

  LatchkeyCli(ProcessContext context) {
    this.context = context;
  }

  /** Runs the command that {@code arguments} name and returns its {@link ExitCode}'s number. */
  int run(String... arguments) {
    int exitCode = execute(arguments);
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

  private int execute(String... arguments) {
    try {
      return namedIn(arguments).execute(arguments);
    } catch (Error e) {
      // Commands hand on exceptions only, and the JVM would show a stack trace with what it is
      // given.
      return new ErrorReport(context, new GlobalOptions()).write(commandLine(), e);
    }
  }

  /** The command as a whole, for what wants to know all that there is. */
  CommandLine commandLine() {
    GlobalOptions options = new GlobalOptions();
    ErrorReport errors = new ErrorReport(context, options);
    return withWords(Set.of(), options)
        .setParameterExceptionHandler(
            (failure, arguments) -> errors.write(failure.getCommandLine(), failure))
        .setExecutionExceptionHandler(
            (failure, command, parsed) -> written(errors, command, failure));
  }

  /**
   * As much of it as these arguments may be about. What they get wrong, the whole command tells.
   */
  private CommandLine namedIn(String... arguments) {
    if (Arrays.stream(arguments).anyMatch(LatchkeyCli::asksAboutCommands)) {
      return commandLine();
    }
    GlobalOptions options = new GlobalOptions();
    ErrorReport errors = new ErrorReport(context, options);
    return withWords(Set.copyOf(Arrays.asList(arguments)), options)
        .setParameterExceptionHandler((failure, same) -> commandLine().execute(arguments))
        .setExecutionExceptionHandler(
            (failure, command, parsed) -> written(errors, command, failure));
  }

  private static int written(ErrorReport errors, CommandLine command, Exception failure) {
    // What is to be said about lost output is said for every command.
    return failure instanceof OutputFailure
        ? ExitCode.DONE.number()
        : errors.write(command, failure);
  }

  private static boolean asksAboutCommands(String argument) {
    return argument.equals("completion") || argument.matches("--help|-[a-zA-Z]*h.*");
  }

  private CommandLine withWords(Set<String> words, GlobalOptions options) {
    Settings settings = new Settings(context, options);
    return commands(words, options, new Session(context, options, settings), settings)
        .registerConverter(OutputFormat.class, EnumWords.of(OutputFormat.class))
        .registerConverter(ResultFormat.class, EnumWords.of(ResultFormat.class))
        .registerConverter(Shell.class, EnumWords.of(Shell.class))
        .setOut(context.out())
        .setErr(context.err())
        .setExecutionStrategy(ArgumentRules::refuseOrRun)
        .setColorScheme(CommandLine.Help.defaultColorScheme(Ansi.OFF))
        .setUsageHelpWidth(usageWidth())
        .setExpandAtFiles(false);
  }

  private int usageWidth() {
    return Math.max(LEAST_USAGE_WIDTH, Math.min(USAGE_WIDTH, context.terminal().width()));
  }

  private CommandLine commands(
      Set<String> words, GlobalOptions options, Session session, Settings settings) {
    CommandLine root = new CommandLine(new RootCommand(context));
    // Before the commands, which inherit them.
    root.addMixin("global", options);
    return new CommandGroup(root, words)
        .add("server", () -> new ServerCommand(context, options))
        .add("login", () -> new LoginCommand(context, options, session))
        .add("logout", () -> new LogoutCommand(context, options, session))
        .add("whoami", () -> new WhoamiCommand(context, session))
        .add("tokens token", () -> tokens(words, session, settings))
        .add("users user", () -> users(words, session))
        .add("audit", () -> audit(words, session))
        .add("nodes node", () -> nodes(words, session))
        .add("verify", () -> new VerifyCommand(context, session))
        .add("import", () -> new ImportCommand(context, options))
        .add("export", () -> new ExportCommand(context, options))
        .add("purge", () -> new PurgeCommand(context, options))
        .add("demo", () -> new DemoCommand(context))
        .add("doctor", () -> new DoctorCommand(context, options, session, settings))
        .add("completion", () -> new CompletionCommand(context, root))
        .add("version", () -> new VersionCommand(context))
        .made();
  }

  private CommandLine tokens(Set<String> words, Session session, Settings settings) {
    return new CommandGroup(new CommandLine(new TokensCommand(context)), words)
        .add("create", () -> new CreateTokenCommand(context, session, settings))
        .add("list ls", () -> new ListTokensCommand(context, session))
        .add("view", () -> new ViewTokenCommand(context, session))
        .add("remove delete rm", () -> new RemoveTokenCommand(context, session))
        .made();
  }

  private CommandLine users(Set<String> words, Session session) {
    return new CommandGroup(new CommandLine(new UsersCommand(context)), words)
        .add("create", () -> new CreateUserCommand(context, session))
        .add("list ls", () -> new ListUsersCommand(context, session))
        .add("view", () -> new ViewUserCommand(context, session))
        .add("set-roles", () -> new SetRolesCommand(context, session))
        .add("suspend", () -> new SuspendUserCommand(context, session))
        .add("activate", () -> new ActivateUserCommand(context, session))
        .add("delete rm", () -> new DeleteUserCommand(context, session))
        .made();
  }

  private CommandLine nodes(Set<String> words, Session session) {
    return new CommandGroup(new CommandLine(new NodesCommand(context)), words)
        .add("list ls", () -> new ListNodesCommand(context, session))
        .made();
  }

  private CommandLine audit(Set<String> words, Session session) {
    return new CommandGroup(new CommandLine(new AuditCommand(context)), words)
        .add("list ls", () -> new ListAuditCommand(context, session))
        .made();
  }
}
