package dev.latchkey.jdbi;

import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

/** Lists of words without spaces, as one text. */
final class Words {

  private static final String SPACE = " ";

  private Words() {}

  static String join(Collection<?> words) {
    return words.stream().map(Object::toString).collect(Collectors.joining(SPACE));
  }

  static List<String> split(String text) {
    return text.isEmpty() ? List.of() : List.of(text.split(SPACE));
  }
}
