package dev.latchkey.cli.manual;

/** A text in the language of manual pages, as man(7) describes it. Not for more than one thread. */
final class Roff {

  /** Longer lines of input are frowned upon. */
  private static final int WIDTH = 78;

  private final StringBuilder lines = new StringBuilder();

  /**
   * The first line of a page.
   *
   * @param date a day, such as {@code 2026-01-31}
   */
  Roff title(String name, String section, String date, String source, String manual) {
    // A date is read by programs, so it stays as it is.
    lines.append(
        ".TH \"%s\" %s %s \"%s\" \"%s\"\n"
            .formatted(escaped(name), section, date, escaped(source), escaped(manual)));
    return this;
  }

  /** A request, such as {@code SH}, with arguments that are any text. */
  Roff request(String name, String... arguments) {
    lines.append('.').append(name);
    for (String argument : arguments) {
      lines.append(" \"").append(escaped(argument)).append('"');
    }
    lines.append('\n');
    return this;
  }

  /** Words, to be filled into lines. */
  Roff text(String text) {
    StringBuilder line = new StringBuilder();
    for (String word : text.strip().split("\\s+")) {
      String escaped = escaped(word);
      if (!line.isEmpty() && line.length() + 1 + escaped.length() > WIDTH) {
        endLine(line);
      }
      line.append(line.isEmpty() ? "" : " ").append(escaped);
    }
    endLine(line);
    return this;
  }

  /** A word that is written as it stands. For {@link #marked}. */
  static String bold(String text) {
    return "\\fB" + escaped(text) + "\\fR";
  }

  /** A word that stands for another. For {@link #marked}. */
  static String italic(String text) {
    return "\\fI" + escaped(text) + "\\fR";
  }

  /** A line whose parts were made by {@link #bold} and {@link #italic}. */
  Roff marked(String line) {
    endLine(new StringBuilder(line));
    return this;
  }

  private void endLine(StringBuilder line) {
    if (!line.isEmpty()) {
      // Else it would be taken for a request.
      boolean control = line.charAt(0) == '.' || line.charAt(0) == '\'';
      lines.append(control ? "\\&" : "").append(line).append('\n');
      line.setLength(0);
    }
  }

  // A bare - becomes a hyphen, and the like; then nobody could copy an option from the page.
  private static String escaped(String text) {
    StringBuilder escaped = new StringBuilder();
    text.codePoints()
        .forEach(
            point -> {
              switch (point) {
                case '\\' -> escaped.append("\\e");
                case '-' -> escaped.append("\\-");
                case '\'' -> escaped.append("\\(aq");
                case '"' -> escaped.append("\\(dq");
                case '`' -> escaped.append("\\(ga");
                case '^' -> escaped.append("\\(ha");
                case '~' -> escaped.append("\\(ti");
                default -> {
                  if (point < 128) {
                    escaped.append((char) point);
                  } else {
                    escaped.append("\\[u%04X]".formatted(point));
                  }
                }
              }
            });
    return escaped.toString();
  }

  @Override
  public String toString() {
    return lines.toString();
  }
}
