package dev.latchkey.cli.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;

class RowWritersTest {

  private final StringWriter text = new StringWriter();
  private final PrintWriter out = new PrintWriter(text);

  /** A thing to list. */
  private record Row(String id, String name) {}

  private static final Listing<Row> LISTING =
      new Listing<>(
          List.of(
              Column.whole("id", row -> Cell.of(row.id())), Column.text("full name", Row::name)),
          List.of("id", "full name"),
          Row::id,
          row -> JsonText.object().put("id", row.id()).put("name", row.name()));

  @Test
  void givenRows_whenWrittenAsCsv_thenTheyAreQuotedWhereTheyMustBe() {
    write(
        RowWriters.csv(out, LISTING.columns(), true),
        new Row("a", "plain"),
        new Row("b", "comma, \"quotes\" and ü東"),
        new Row("c", ""),
        new Row("d", " blanks "));

    assertThat(text)
        .hasToString(
            "id,\"full name\"\na,plain\nb,\"comma, \"\"quotes\"\" and ü東\"\nc,\nd,\" blanks \"\n");
  }

  @Test
  void givenNoRows_whenWrittenAsCsv_thenTheHeaderAloneUnlessItIsLeftOut() {
    write(RowWriters.csv(out, LISTING.columns(), true));
    assertThat(text).hasToString("id,\"full name\"\n");

    write(RowWriters.csv(out, LISTING.columns(), false));
    assertThat(text).hasToString("id,\"full name\"\n");
  }

  @Test
  void givenALineFeedInAName_whenWrittenAsCsv_thenARowIsALineAllTheSame() {
    write(RowWriters.csv(out, LISTING.columns(), false), new Row("a", "x\ny\033[31m"));

    assertThat(text).hasToString("a,\"x\\u000ay\\u001b[31m\"\n");
  }

  @Test
  void givenRows_whenWrittenAsJson_thenTheyAreAnArrayThatIsIndented() {
    write(RowWriters.json(out, LISTING), new Row("a", "x\u202ey"), new Row("b", ""));

    assertThat(text)
        .hasToString(
            """
            [
              {
                "id": "a",
                "name": "x\\u202ey"
              },
              {
                "id": "b",
                "name": ""
              }
            ]
            """);
  }

  @Test
  void givenNoRows_whenWrittenAsJson_thenTheArrayIsEmpty() {
    write(RowWriters.json(out, LISTING));

    assertThat(text).hasToString("[]\n");
  }

  @Test
  void givenRows_whenOnlyIdsAreWanted_thenThereIsOneOnEachLine() {
    write(RowWriters.ids(out, LISTING), new Row("a", "x"), new Row("b\n", "y"));

    assertThat(text).hasToString("a\nb\\u000a\n");
  }

  @Test
  void givenRowsThatComeSlowly_whenFlushed_thenThoseThatAreThereCanBeRead() {
    try (RowWriter<Row> table = RowWriters.table(out, Terminal.NONE, LISTING.columns(), false)) {
      table.write(new Row("a", "x"));
      table.flush();
      assertThat(text).hasToString("a  x\n");
      table.write(new Row("longer", "y"));
      table.flush();
      assertThat(text).hasToString("a  x\nlonger  y\n");
    }
  }

  private static void write(RowWriter<Row> writer, Row... rows) {
    try (writer) {
      List.of(rows).forEach(writer::write);
    }
  }
}
