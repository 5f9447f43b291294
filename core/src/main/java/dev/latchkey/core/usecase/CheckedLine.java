package dev.latchkey.core.usecase;

import dev.latchkey.core.error.ImportProblem;
import dev.latchkey.core.error.Violation;
import dev.latchkey.core.key.ApiKey;
import dev.latchkey.core.key.KeyId;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A line of an import that was checked on its own, and is still to be held against the others and
 * the store.
 *
 * @param number counted from 1
 * @param id the id of its key; null if it has none that is good
 * @param held the name that its key would hold; null if it has none that is good, or has ended
 * @param key the key; null if there are violations
 * @param violations what is wrong with it
 */
record CheckedLine(
    long number,
    @Nullable KeyId id,
    @Nullable HeldName held,
    @Nullable ApiKey key,
    List<Violation> violations) {

  CheckedLine {
    violations = List.copyOf(violations);
  }

  Stream<ImportProblem> problems() {
    return violations.stream()
        .map(violation -> new ImportProblem(number, violation.field(), violation.detail()));
  }
}
