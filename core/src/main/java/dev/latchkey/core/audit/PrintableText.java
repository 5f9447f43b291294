package dev.latchkey.core.audit;

/** Makes text that comes from outside fit for a record that every database and terminal takes. */
final class PrintableText {

  private PrintableText() {}

  /** The text with a space in place of each control character. */
  static String of(String text) {
    return text.replaceAll("\\p{Cc}", " ");
  }
}
