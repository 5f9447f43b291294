package dev.latchkey.core.user;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The name of a user: 1 to 32 letters, digits and single hyphens between them, and neither {@code
 * me}, which means the caller, nor {@code first} and {@code logout}, which are paths of the API.
 * Two names that differ only in case are the same name, but it is shown as it was given.
 *
 * @param value the name
 */
public record Username(String value) {

  private static final int MAX_LENGTH = 32;
  private static final Pattern FORM = Pattern.compile("[a-zA-Z0-9]+(-[a-zA-Z0-9]+)*");
  private static final Pattern PART = Pattern.compile("[a-zA-Z0-9-]*");
  private static final Set<String> RESERVED = Set.of(UserRef.ME, "first", "logout");

  /**
   * @throws IllegalArgumentException if {@code value} breaks a rule; the message names the rule
   */
  public Username {
    problemOf(value)
        .ifPresent(
            problem -> {
              throw new IllegalArgumentException(problem);
            });
  }

  /** What is wrong with {@code text} as a name, in words for the person who chose it. */
  public static Optional<String> problemOf(String text) {
    if (text.isEmpty() || text.length() > MAX_LENGTH) {
      return Optional.of("must be 1 to " + MAX_LENGTH + " characters (got " + text.length() + ")");
    }
    if (!FORM.matcher(text).matches()) {
      return Optional.of("must be letters and digits, with single hyphens between them");
    }
    if (RESERVED.contains(fold(text))) {
      return Optional.of("must not be \"" + text + "\", which means something else in the API");
    }
    return Optional.empty();
  }

  /** Whether {@code text} has only characters that may stand in a name. */
  public static boolean mayContain(String text) {
    return PART.matcher(text).matches();
  }

  /** The form by which names, and parts of them, are compared. */
  public static String fold(String text) {
    return text.toLowerCase(Locale.ROOT);
  }

  /** The form by which names are compared. */
  public String folded() {
    return fold(value);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Username name && folded().equals(name.folded());
  }

  @Override
  public int hashCode() {
    return folded().hashCode();
  }

  @Override
  public String toString() {
    return value;
  }
}
