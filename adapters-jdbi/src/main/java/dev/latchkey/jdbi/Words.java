package dev.latchkey.jdbi;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Lists of words without spaces, as one text. */
final class Words {

  private static final String SPACE = " ";

  private Words() {}

  /**
   * What a word means.
   *
   * @throws IllegalArgumentException if it means nothing
   */
  static <T> T meaning(String word, Function<String, Optional<T>> meanings) {
    return meanings
        .apply(word)
        .orElseThrow(() -> new IllegalArgumentException("unknown word: " + word));
  }

  static String join(Collection<?> words) {
    return words.stream().map(Object::toString).collect(Collectors.joining(SPACE));
  }

  /** What {@code each} makes of the words. */
  static <T> List<T> split(String text, Function<String, T> each) {
    if (text.isEmpty()) {
      return List.of();
    }
    String[] words = text.split(SPACE);
    // Every verification past the memory splits some, most of which are of one word: a stream costs
    // more than all else here.
    List<T> made = new ArrayList<>(words.length);
    for (String word : words) {
      made.add(each.apply(word));
    }
    return made;
  }
}
