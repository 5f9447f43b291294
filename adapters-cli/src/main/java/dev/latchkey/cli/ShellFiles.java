package dev.latchkey.cli;

import dev.latchkey.cli.completion.BashCompletion;
import dev.latchkey.cli.completion.FishCompletion;
import dev.latchkey.cli.completion.ZshCompletion;
import dev.latchkey.cli.manual.ManualPage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Model.CommandSpec;

/** What a distribution brings for shells: manual pages and completions. The build runs it. */
public final class ShellFiles {

  private ShellFiles() {}

  /**
   * Writes {@code man/} and {@code completions/}.
   *
   * @param arguments the folder to write them into, and the day that the pages bear, of which only
   *     the first ten characters count
   */
  public static void main(String[] arguments) throws IOException {
    Path folder = Path.of(arguments[0]);
    String date = arguments[1].substring(0, "2026-01-31".length());
    CommandSpec spec =
        new LatchkeyCli(ProcessContext.ofThisProcess()).commandLine().getCommandSpec();
    Path pages = Files.createDirectories(folder.resolve("man/man1"));
    for (ManualPage page : ManualPage.of(spec, "Latchkey " + ProductVersion.read(), date)) {
      Files.writeString(pages.resolve(page.name() + ".1"), page.roff());
    }
    Path completions = Files.createDirectories(folder.resolve("completions"));
    Files.writeString(completions.resolve("latchkey.bash"), BashCompletion.of(spec));
    Files.writeString(completions.resolve("_latchkey"), ZshCompletion.of(spec));
    Files.writeString(completions.resolve("latchkey.fish"), FishCompletion.of(spec));
  }
}
