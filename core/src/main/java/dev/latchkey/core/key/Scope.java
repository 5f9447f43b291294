package dev.latchkey.core.key;

/**
 * What a key may be used for, by its canonical name, such as {@code coder:all} or {@code
 * api_key:read}. A {@link dev.latchkey.core.port.ScopeCatalog} says which names exist and what they
 * permit.
 *
 * @param name the canonical name
 */
public record Scope(String name) implements Comparable<Scope> {

  private static final int MAX_LENGTH = 128;

  /** Everything that the user may do; what a key gets when none is asked for. */
  public static final Scope ALL = new Scope("coder:all");

  /** Only to connect to the applications of a workspace. */
  public static final Scope APPLICATION_CONNECT = new Scope("coder:application_connect");

  /**
   * @throws IllegalArgumentException if {@code name} is not 1 to 128 printable ASCII characters
   *     without spaces
   */
  public Scope {
    if (!isScopeName(name)) {
      throw new IllegalArgumentException(
          "a scope name is 1 to 128 printable ASCII characters without spaces");
    }
  }

  /** Whether {@code text} has the form of a scope's name. */
  public static boolean isScopeName(String text) {
    return text.length() <= MAX_LENGTH && Word.isWord(text);
  }

  @Override
  public int compareTo(Scope other) {
    return name.compareTo(other.name);
  }

  @Override
  public String toString() {
    return name;
  }
}
