package dev.latchkey.cli;

import dev.latchkey.cli.completion.BashCompletion;
import dev.latchkey.cli.completion.FishCompletion;
import dev.latchkey.cli.completion.ZshCompletion;
import java.util.Locale;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;

/** {@code latchkey completion}: prints what a shell needs to complete commands. */
@Command(
    description = {
      "Print what your shell needs to complete commands of latchkey.",
      "bash: source <(latchkey completion bash)",
      "zsh:  latchkey completion zsh > a folder of $fpath, as _latchkey",
      "fish: latchkey completion fish > ~/.config/fish/completions/latchkey.fish"
    })
final class CompletionCommand implements Runnable {

  private final ProcessContext context;
  private final CommandLine root;

  @Parameters(paramLabel = "SHELL", description = "Which: ${COMPLETION-CANDIDATES}.")
  Shell shell = Shell.BASH;

  /** A shell. */
  enum Shell {
    BASH,
    ZSH,
    FISH;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  CompletionCommand(ProcessContext context, CommandLine root) {
    this.context = context;
    this.root = root;
  }

  @Override
  public void run() {
    CommandSpec spec = root.getCommandSpec();
    String script =
        switch (shell) {
          case BASH -> BashCompletion.of(spec);
          case ZSH -> ZshCompletion.of(spec);
          case FISH -> FishCompletion.of(spec);
        };
    context.out().print(script);
    context.out().flush();
  }
}
