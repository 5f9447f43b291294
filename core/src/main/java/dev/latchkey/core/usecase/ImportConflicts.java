package dev.latchkey.core.usecase;

import dev.latchkey.core.error.ImportProblem;
import dev.latchkey.core.key.ApiKey;
import dev.latchkey.core.key.KeyId;
import dev.latchkey.core.port.KeyQueries;
import dev.latchkey.core.port.UserDirectory;
import dev.latchkey.core.user.UserId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Finds what lines of an import have in conflict with each other and with the store. */
final class ImportConflicts {

  private final KeyQueries keys;
  private final UserDirectory users;

  ImportConflicts(KeyQueries keys, UserDirectory users) {
    this.keys = keys;
    this.users = users;
  }

  /** The conflicts of the lines with each other. */
  List<ImportProblem> among(List<CheckedLine> lines) {
    List<ImportProblem> problems = new ArrayList<>();
    addRepeated("id", CheckedLine::id, lines, problems);
    addRepeated("name", CheckedLine::held, lines, problems);
    return problems;
  }

  private static void addRepeated(
      String field,
      Function<CheckedLine, @Nullable Object> value,
      List<CheckedLine> lines,
      List<ImportProblem> problems) {
    Map<Object, Long> firstLines = new HashMap<>();
    for (CheckedLine line : lines) {
      Object each = value.apply(line);
      Long first = each == null ? null : firstLines.putIfAbsent(each, line.number());
      if (first != null) {
        problems.add(
            new ImportProblem(
                line.number(), field, "is on line " + first + " already (expected: each once)"));
      }
    }
  }

  /** The conflicts of the lines with what is stored. */
  List<ImportProblem> withStore(List<CheckedLine> lines, Instant now) {
    List<ImportProblem> problems = new ArrayList<>();
    Set<KeyId> used =
        keys.usedAmong(lines.stream().map(CheckedLine::id).filter(Objects::nonNull).toList());
    Set<UserId> gone = goneOwners(lines);
    for (CheckedLine line : lines) {
      if (line.id() != null && used.contains(line.id())) {
        problems.add(
            new ImportProblem(
                line.number(), "id", "a key with this id is stored, or was (expected: a new one)"));
      }
      if (line.held() != null && isHeld(line.held(), now)) {
        problems.add(
            new ImportProblem(
                line.number(), "name", "a live token of the owner has it (expected: a free one)"));
      }
      ApiKey key = line.key();
      if (key != null && gone.contains(key.owner())) {
        problems.add(
            new ImportProblem(
                line.number(),
                "owner",
                "the user was deleted meanwhile (expected: one who exists)"));
      }
    }
    return problems;
  }

  private boolean isHeld(HeldName held, Instant now) {
    return keys.byName(held.owner(), held.name(), now)
        .filter(found -> !found.key().isExpired(now))
        .isPresent();
  }

  private Set<UserId> goneOwners(List<CheckedLine> lines) {
    Set<UserId> gone = new HashSet<>();
    lines.stream()
        .map(CheckedLine::key)
        .filter(Objects::nonNull)
        .map(ApiKey::owner)
        .distinct()
        .filter(owner -> users.byId(owner).isEmpty())
        .forEach(gone::add);
    return gone;
  }
}
