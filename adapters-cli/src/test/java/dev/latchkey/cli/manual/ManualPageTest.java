package dev.latchkey.cli.manual;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

class ManualPageTest {

  @Test
  void givenACommand_whenItsPageIsWritten_thenThePageTellsAllThatTheModelKnows() {
    CommandSpec command = CommandSpec.create().name("tool");
    command.usageMessage().description("Do things.", "It takes a while.").footer("", "No more.");
    command.aliases("t");
    command.addOption(
        OptionSpec.builder("-n", "--name")
            .type(String.class)
            .paramLabel("NAME")
            .required(true)
            .description("Whose (else yours).")
            .build());
    command.addOption(OptionSpec.builder("--secretly").hidden(true).build());
    command.addPositional(
        PositionalParamSpec.builder()
            .arity("0..*")
            .type(List.class)
            .auxiliaryTypes(String.class)
            .paramLabel("FILE")
            .description("Which.")
            .build());

    assertThat(ManualPage.of(command, "Tool 1", "2026-01-31"))
        .singleElement()
        .isEqualTo(
            new ManualPage(
                "tool",
                """
                .TH "TOOL" 1 2026-01-31 "Tool 1" "Latchkey"
                .SH "NAME"
                tool \\- Do things
                .SH "SYNOPSIS"
                \\fBtool\\fR [\\fIOPTION\\fR]... \\fB\\-\\-name\\fR=\\fINAME\\fR [\\fIFILE\\fR...]
                .SH "DESCRIPTION"
                Do things.
                .PP
                It takes a while.
                .PP
                Other names: t.
                .SH "ARGUMENTS"
                .TP
                \\fIFILE\\fR
                Which.
                .SH "OPTIONS"
                .TP
                \\fB\\-n\\fR, \\fB\\-\\-name\\fR=\\fINAME\\fR
                Whose (else yours).
                .SH "NOTES"
                No more.
                """));
  }

  @Test
  void givenCommandsBelow_whenWritten_thenEachHasAPageOnceAndTheyNameEachOther() {
    CommandSpec root = CommandSpec.create().name("tool");
    CommandSpec remove = CommandSpec.create().name("remove").aliases("rm");
    CommandSpec hidden = CommandSpec.create().name("hidden");
    hidden.usageMessage().hidden(true);
    root.addSubcommand("remove", remove);
    root.addSubcommand("list", CommandSpec.create().name("list"));
    root.addSubcommand("hidden", hidden);

    List<ManualPage> pages = ManualPage.of(root, "Tool 1", "2026-01-31");

    assertThat(pages)
        .extracting(ManualPage::name)
        .containsExactly("tool", "tool-remove", "tool-list");
    assertThat(pages.get(0).roff()).contains("\\fBtool\\-remove\\fR(1)").doesNotContain("hidden");
    assertThat(pages.get(1).roff())
        .endsWith(".SH \"SEE ALSO\"\n\\fBtool\\fR(1),\n\\fBtool\\-list\\fR(1)\n");
  }

  @Test
  void givenTextThatRoffWouldRead_whenWritten_thenItIsShownAsItIs() {
    String text = "'quoted' .SH \\fB ~/x --y \"z\" é " + "word ".repeat(15) + " .PP";

    assertThat(new Roff().text(text).toString())
        .startsWith("\\(aqquoted\\(aq ")
        .contains(".SH \\efB \\(ti/x \\-\\-y \\(dqz\\(dq \\[u00E9]")
        .endsWith(" .PP\n");
    assertThat(new Roff().text(".PP").toString()).isEqualTo("\\&.PP\n");
  }
}
