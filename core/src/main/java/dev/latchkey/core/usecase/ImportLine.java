package dev.latchkey.core.usecase;

import dev.latchkey.core.error.Violation;
import java.util.List;

/**
 * One line of keys to import.
 *
 * @param number counted from 1
 * @param key what could be read of it
 * @param unreadable what could not, to be told together with the rules that the rest breaks
 */
public record ImportLine(long number, PortableKey key, List<Violation> unreadable) {

  /** Copies the list, so that it can't change afterwards. */
  public ImportLine {
    unreadable = List.copyOf(unreadable);
  }
}
