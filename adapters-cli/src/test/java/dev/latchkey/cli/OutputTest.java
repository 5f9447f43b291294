package dev.latchkey.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.latchkey.cli.text.RowWriter;
import dev.latchkey.cli.text.Terminal;
import dev.latchkey.http.wire.ApiKeyJson;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.Writer;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** The ways to print a list, each with its reviewed text. */
class OutputTest {

  private static final Instant NOW = Instant.parse("2026-06-01T12:00:00Z");

  private static final List<ApiKeyJson> TOKENS =
      List.of(
          token("AAAAAAAAAA", "ci", "2026-06-08T12:00:00Z", "2026-06-01T11:57:00Z", "api_key:read"),
          token("BBBBBBBBBB", "東京", "2027-06-01T12:00:00Z", "1970-01-01T00:00:00Z", "coder:all"),
          token(
              "CCCCCCCCCC",
              "the job that runs each night, at \"two\"",
              "2026-06-01T12:00:30Z",
              "2026-05-30T00:00:00.123456Z",
              "coder:all"),
          token("DDDDDDDDDD", "", "2026-06-01T09:00:00Z", "2026-06-01T08:59:59Z", "coder:all"),
          token("EEEEEEEEEE", "x\033[31m\n", "2026-05-01T00:00:00Z", "1970-01-01T00:00:00Z", "a"));

  @Test
  void givenProgramsThatRead_whenListed_thenEachFormatIsTheReviewedOne() {
    Golden.check("list/table.txt", list(Terminal.NONE));
    Golden.check("list/columns.txt", list(Terminal.NONE, "-c", "NAME,last_used", "-c", "owner"));
    Golden.check("list/no-headers.txt", list(Terminal.NONE, "--no-headers"));
    Golden.check("list/csv.txt", list(Terminal.NONE, "-o", "csv"));
    Golden.check("list/csv-no-headers.txt", list(Terminal.NONE, "-ocsv", "--no-headers", "-cname"));
    Golden.check("list/json.txt", list(Terminal.NONE, "-o", "json"));
    Golden.check("list/quiet.txt", list(Terminal.NONE, "-q", "-o", "csv"));
  }

  @Test
  void givenATerminal_whenProgramsAreToRead_thenTheFormatsForThemAreTheSame() {
    Terminal terminal = new Terminal(true, true, true, 40, true);

    for (String format : List.of("csv", "json")) {
      assertThat(list(terminal, "-o", format)).isEqualTo(list(Terminal.NONE, "-o", format));
    }
    assertThat(list(terminal, "-q")).isEqualTo(list(Terminal.NONE, "-q"));
  }

  @Test
  void givenAPersonWhoReads_whenListed_thenEachWidthIsTheReviewedOne() {
    Golden.check("list/terminal-200.txt", list(terminal(200)));
    Golden.check("list/terminal-120.txt", list(terminal(120)));
    Golden.check("list/terminal-40.txt", list(terminal(40), "-c", "id,name,owner"));
  }

  @Test
  void givenColours_whenListed_thenTheyAreTheReviewedOnes() {
    Terminal colours = new Terminal(true, true, true, 120, true);

    String text = list(colours, "-c", "name,expires at,status");

    Golden.check("list/colours.txt", text.replace("\033", "<ESC>"));
  }

  @Test
  void givenWrongColumns_whenListed_thenAllAreToldWithWhatWasMeant() {
    assertThatThrownBy(() -> list(Terminal.NONE, "-c", "nmae,owner,expires_att,zzzzzzz"))
        .isInstanceOf(CommandFailure.class)
        .hasMessageStartingWith(
            """
            there is no column "nmae" (did you mean "name"?)
            there is no column "expires_att" (did you mean "expires at"?)
            there is no column "zzzzzzz"
            (expected: id, name,""");
  }

  private static String list(Terminal terminal, String... options) {
    StringWriter out = new StringWriter();
    ProcessContext context =
        new ProcessContext(
            InputStream.nullInputStream(),
            new PrintWriter(out),
            new PrintWriter(Writer.nullWriter()),
            terminal,
            Map.of(),
            Path.of("unused"),
            "nobody",
            () -> NOW,
            () -> false,
            Optional::empty);
    ListOptions given = new ListOptions(() -> TokenListing.at(NOW, true, true));
    new CommandLine(given).parseArgs(options);
    try (RowWriter<ApiKeyJson> rows = given.begin(context, TokenListing.at(NOW, true, true))) {
      TOKENS.forEach(rows::write);
    }
    return out.toString();
  }

  private static Terminal terminal(int width) {
    return new Terminal(true, true, true, width, false);
  }

  private static ApiKeyJson token(String id, String name, String end, String used, String scope) {
    return new ApiKeyJson(
        id,
        new UUID(0, 1),
        Instant.parse(used),
        Instant.parse(end),
        Instant.parse("2026-04-01T00:00:00.5Z"),
        Instant.parse("2026-04-01T00:00:00.5Z"),
        "token",
        "all",
        List.of(scope, "user:read"),
        name,
        604_800,
        List.of("*:*"),
        3,
        0,
        "alice");
  }
}
