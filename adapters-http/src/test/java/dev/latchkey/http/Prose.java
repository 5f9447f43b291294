package dev.latchkey.http;

import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Writes the little of Markdown that the description uses as HTML. */
final class Prose {

  private Prose() {}

  /** Paragraphs. */
  static String html(String markdown) {
    return Stream.of(markdown.strip().split("\n\n"))
        .filter(paragraph -> !paragraph.isBlank())
        .map(paragraph -> "<p>" + line(paragraph) + "</p>")
        .collect(Collectors.joining("\n"));
  }

  /** Text with {@code `code`} and {@code **strong**} in it. */
  static String line(String markdown) {
    return escaped(markdown.strip())
        .replaceAll("`([^`]+)`", "<code>$1</code>")
        .replaceAll("\\*\\*([^*]+)\\*\\*", "<b>$1</b>");
  }

  static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace("\"", "&quot;");
  }
}
