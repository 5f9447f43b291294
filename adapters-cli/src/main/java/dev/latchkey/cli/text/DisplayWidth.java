package dev.latchkey.cli.text;

/** How many columns a text takes on a terminal. */
final class DisplayWidth {

  private static final String ELLIPSIS = "…";

  /** Emoji that stand alone among narrow signs. */
  private static final String WIDE_SIGNS =
      "⌚⌛⏩⏪⏫⏬⏰⏳◽◾☔☕♈♉♊♋♌♍♎♏♐♑♒♓♿⚓⚡⚪⚫⚽⚾⛄⛅⛎⛔⛪⛲⛳⛵⛺⛽✅✊✋✨❌❎❓❔❕❗➕➖➗➰➿⬛⬜⭐⭕";

  private DisplayWidth() {}

  static int of(String text) {
    return text.codePoints().map(DisplayWidth::of).sum();
  }

  /** The text, cut so that it takes {@code width} columns at most. */
  static String cut(String text, int width) {
    if (of(text) <= width) {
      return text;
    }
    StringBuilder cut = new StringBuilder();
    int left = width - 1;
    for (int codePoint : text.codePoints().toArray()) {
      left -= of(codePoint);
      if (left < 0) {
        break;
      }
      cut.appendCodePoint(codePoint);
    }
    return cut + ELLIPSIS;
  }

  private static int of(int codePoint) {
    if (isPartOfSyllable(codePoint)) {
      return 0;
    }
    return switch (Character.getType(codePoint)) {
      case Character.NON_SPACING_MARK, Character.ENCLOSING_MARK -> 0;
      default -> isWide(codePoint) ? 2 : 1;
    };
  }

  // Hangul vowels and finals, which go into the square of the consonant before them.
  private static boolean isPartOfSyllable(int codePoint) {
    return codePoint >= 0x1160 && codePoint <= 0x11ff;
  }

  // The blocks that are wide as a whole, and the signs (Unicode Standard Annex 11).
  private static boolean isWide(int codePoint) {
    return codePoint >= 0x1100
        && (codePoint <= 0x115f
            || (codePoint >= 0x2e80 && codePoint <= 0xa4cf)
            || (codePoint >= 0xac00 && codePoint <= 0xd7a3)
            || (codePoint >= 0xf900 && codePoint <= 0xfaff)
            || (codePoint >= 0xfe30 && codePoint <= 0xfe6f)
            || (codePoint >= 0xff00 && codePoint <= 0xff60)
            || (codePoint >= 0xffe0 && codePoint <= 0xffe6)
            || (codePoint >= 0x1f200 && codePoint <= 0x1f265)
            || (codePoint >= 0x1f300 && codePoint <= 0x1faff)
            || (codePoint >= 0x20000 && codePoint <= 0x3fffd)
            || WIDE_SIGNS.indexOf(codePoint) >= 0);
  }
}
