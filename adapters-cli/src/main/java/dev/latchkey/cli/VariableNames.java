package dev.latchkey.cli;

import dev.latchkey.cli.text.Suggestions;
import java.util.Collection;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Finds variables of the environment that are nearly, but not quite, ones of ours. Others that
 * begin the same way are left alone: Kubernetes sets some for a service with our name.
 */
final class VariableNames {

  private static final String PREFIX = "LATCHKEY_";

  /** Those that no setting has, without the prefix. */
  private static final Set<String> OTHERS =
      Set.of(
          "CDS",
          "CONFIG",
          "CONFIG_DIR",
          "JAVA_OPTS",
          "TOKEN",
          "TOKEN_LIFETIME",
          "TOKEN_NAME",
          "TOKEN_USER");

  private static final Set<String> KNOWN =
      Stream.concat(
              ConfigFile.NAMES.stream()
                  .map(name -> name.replace('-', '_').toUpperCase(Locale.ROOT)),
              OTHERS.stream())
          .collect(Collectors.toUnmodifiableSet());

  /** So few letters may be wrong, and no more than a third of them. */
  private static final int MOST_WRONG = 2;

  private VariableNames() {}

  /**
   * @param names those of all variables
   * @param problems told of each that was mistyped
   */
  static void check(Collection<String> names, Consumer<? super String> problems) {
    for (String name : new TreeSet<>(names)) {
      if (name.startsWith(PREFIX)) {
        meantBy(name.substring(PREFIX.length()))
            .ifPresent(
                meant ->
                    problems.accept(
                        "%s: there is no such variable (did you mean \"%s%s\"?)"
                            .formatted(name, PREFIX, meant)));
      }
    }
  }

  private static Optional<String> meantBy(String name) {
    if (KNOWN.contains(name)) {
      return Optional.empty();
    }
    int most = Math.min(MOST_WRONG, name.length() / 3);
    return Suggestions.closest(name, KNOWN, most);
  }
}
