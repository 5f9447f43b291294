package dev.latchkey.core.key;

/** The form of what is stored in lists, separated by spaces. */
final class Word {

  private Word() {}

  /** Whether {@code text} is printable ASCII without spaces, and not empty. */
  static boolean isWord(String text) {
    // Every key that is read has some, so that a regular expression would be felt.
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) < '!' || text.charAt(i) > '~') {
        return false;
      }
    }
    return !text.isEmpty();
  }
}
