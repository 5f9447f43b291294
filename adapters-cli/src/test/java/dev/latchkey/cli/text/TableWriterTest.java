package dev.latchkey.cli.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TableWriterTest {

  private static final Terminal WIDE = new Terminal(true, true, true, 200, false);

  private final StringWriter text = new StringWriter();

  /** A thing to list. */
  private record Row(String id, String name, String note) {}

  private static final List<Column<Row>> COLUMNS =
      List.of(
          Column.whole("id", row -> Cell.of(row.id())),
          Column.text("name", Row::name),
          Column.text("note", Row::note));

  @Test
  void givenNoTerminal_whenRowsAreLong_thenNothingIsCut() {
    String name = "n".repeat(500);

    assertThat(table(Terminal.NONE, new Row("KEYID67890", name, "")))
        .isEqualTo("ID          NAME" + " ".repeat(498) + "NOTE\n" + "KEYID67890  " + name + "\n");
  }

  @Test
  void givenANarrowTerminal_whenRowsAreLong_thenTheWidestColumnGivesWayAndIdsStayWhole() {
    String[] lines =
        table(narrow(40), new Row("KEYID67890", "n".repeat(30), "short note")).split("\n");

    assertThat(lines)
        .containsExactly(
            "ID          NAME              NOTE", "KEYID67890  nnnnnnnnnnnnnnn…  short note");
    assertThat(lines[1]).hasSize(40);
  }

  @Test
  void givenTwoWideColumns_whenTheTerminalIsNarrow_thenBothGiveWayAlike() {
    String[] lines =
        table(narrow(40), new Row("KEYID67890", "n".repeat(30), "m".repeat(30))).split("\n");

    assertThat(lines[1]).isEqualTo("KEYID67890  nnnnnnnnnnnn…  mmmmmmmmmmmm…").hasSize(40);
  }

  @Test
  void givenATerminalTooNarrowForWords_whenCut_thenALineIsALineAndIdsStayWhole() {
    assertThat(table(narrow(20), new Row("KEYID67890", "n".repeat(30), "m".repeat(30))))
        .isEqualTo("ID          NA…  NO…\nKEYID67890  nn…  mm…\n");
  }

  @Test
  void givenWideAndCombiningCharacters_whenLaidOut_thenTheNextColumnBeginsWhereItShould() {
    assertThat(
            table(
                WIDE,
                new Row("a", "東京", "1"),
                new Row("b", "Zu\u0308rich", "2"),
                new Row("c", "🔑", "3")))
        .isEqualTo(
            """
            ID  NAME    NOTE
            a   東京    1
            b   Zu\u0308rich  2
            c   🔑      3
            """);
  }

  @Test
  void givenMoreRowsThanAreMeasured_whenLaterOnesAreLonger_thenOnlyATerminalCutsThem() {
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < TableWriter.FIRST_ROWS; i++) {
      rows.add(new Row("i" + i, "short name", "x"));
    }
    rows.add(new Row("last", "a name that is longer", "x"));
    Row[] all = rows.toArray(Row[]::new);

    assertThat(lastLine(table(WIDE, all))).isEqualTo("last  a name th…  x");
    assertThat(lastLine(table(Terminal.NONE, all))).isEqualTo("last  a name that is longer  x");
  }

  @Test
  void givenManyRows_whenWritten_thenTheyComeBeforeTheEnd() {
    TableWriter<Row> table = new TableWriter<>(new PrintWriter(text), WIDE, COLUMNS, true);
    for (int i = 0; i < TableWriter.FIRST_ROWS; i++) {
      assertThat(text.toString()).isEmpty();
      table.write(new Row("i" + i, "n", "x"));
    }

    assertThat(text.toString().lines()).hasSize(TableWriter.FIRST_ROWS + 1);
  }

  @Test
  void givenColours_whenWritten_thenTheyDoNotCountAsWidthAndEndWhereTheyShould() {
    List<Column<Row>> columns =
        List.of(
            Column.whole("end", row -> Cell.of(row.id()).in(Style.DEAD)),
            Column.text("name", Row::name));

    assertThat(write(new Terminal(true, true, true, 80, true), columns, new Row("x", "ci", "")))
        .isEqualTo("\033[1mEND\033[0m  \033[1mNAME\033[0m\n\033[2mx\033[0m    ci\n");
    assertThat(write(WIDE, columns, new Row("x", "ci", ""))).isEqualTo("END  NAME\nx    ci\n");
  }

  @Test
  void givenTextThatWouldSteerATerminal_whenWritten_thenItIsHarmless() {
    assertThat(table(Terminal.NONE, new Row("a", "x\033[31m\u202e\n\ty", "1")))
        .isEqualTo(
            """
            ID  NAME                            NOTE
            a   x\\u001b[31m\\u202e\\u000a\\u0009y  1
            """);
  }

  @Test
  void givenEmptyCellsAtTheEnd_whenWritten_thenNoBlanksAreLeftThere() {
    assertThat(table(Terminal.NONE, new Row("a", "", ""), new Row("b", "n", "")).lines())
        .noneMatch(line -> line.endsWith(" "));
  }

  private String table(Terminal terminal, Row... rows) {
    return write(terminal, COLUMNS, rows);
  }

  private static String write(Terminal terminal, List<Column<Row>> columns, Row... rows) {
    StringWriter written = new StringWriter();
    try (TableWriter<Row> table =
        new TableWriter<>(new PrintWriter(written), terminal, columns, true)) {
      List.of(rows).forEach(table::write);
    }
    return written.toString();
  }

  private static Terminal narrow(int width) {
    return new Terminal(true, true, true, width, false);
  }

  private static String lastLine(String table) {
    List<String> lines = table.lines().toList();
    return lines.get(lines.size() - 1);
  }
}
