package dev.latchkey.jdbi;

import dev.latchkey.core.key.KeyId;
import dev.latchkey.core.user.UserId;
import java.util.List;
import java.util.function.Function;

/**
 * What a trigger tells the nodes of one transaction.
 *
 * @param epoch its number in the order of commits
 * @param changed what was changed: a letter that says of which kind it is, and its id
 */
record Notice(long epoch, List<String> changed) {

  private static final char KEY = 'k';
  private static final char USER = 'u';
  private static final List<String> EVERYTHING = List.of("*");

  /**
   * Reads what the trigger wrote.
   *
   * @throws IllegalArgumentException if it did not write that
   */
  static Notice parse(String text) {
    List<String> words = Words.split(text, Function.identity());
    List<String> changed = words.subList(1, words.size());
    return new Notice(Long.parseLong(words.get(0)), changed.isEmpty() ? EVERYTHING : changed);
  }

  /** Forgets what was changed, and everything if that can't be told. */
  void forgetIn(KeyMemory memory) {
    for (String word : changed) {
      String id = word.substring(1);
      if (word.charAt(0) == KEY && KeyId.isKeyId(id)) {
        memory.forget(new KeyId(id));
      } else if (word.charAt(0) == USER) {
        memory.forget(UserId.of(id));
      } else {
        memory.forgetAll();
      }
    }
  }
}
