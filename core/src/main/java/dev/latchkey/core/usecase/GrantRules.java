package dev.latchkey.core.usecase;

import dev.latchkey.core.error.Violation;
import dev.latchkey.core.key.AllowList;
import dev.latchkey.core.key.Scope;
import dev.latchkey.core.key.TokenText;
import dev.latchkey.core.port.ScopeCatalog;
import java.util.ArrayList;
import java.util.List;

/** Reads what a token may be used for, and tells what is wrong with it (section 4.3). */
final class GrantRules {

  private final ScopeCatalog catalog;

  GrantRules(ScopeCatalog catalog) {
    this.catalog = catalog;
  }

  /** The scopes of these names; none at all means {@link Scope#ALL}. */
  List<Scope> readScopes(List<String> names, List<Violation> violations) {
    List<Scope> scopes = new ArrayList<>();
    for (String name : names) {
      catalog
          .find(name)
          .ifPresentOrElse(
              scopes::add,
              () ->
                  violations.add(
                      new Violation(
                          "scopes",
                          "invalid or unsupported API key scope: \""
                              + TokenText.redact(name)
                              + "\"")));
    }
    return scopes.isEmpty() ? List.of(Scope.ALL) : scopes;
  }

  /** The allow list of these entries; none at all means {@link AllowList#EVERYTHING}. */
  AllowList readAllowList(List<String> texts, List<Violation> violations) {
    List<AllowList.Entry> entries = new ArrayList<>();
    for (String text : texts) {
      try {
        entries.add(AllowList.Entry.parse(text, catalog.resourceTypes()));
      } catch (IllegalArgumentException e) {
        violations.add(Violation.unreadable("allow_list", String.valueOf(e.getMessage())));
      }
    }
    return AllowList.of(entries);
  }

  /** Tells if there are too many entries. */
  static void checkSize(AllowList allowList, List<Violation> violations) {
    int size = allowList.entries().size();
    if (size > AllowList.MAX_ENTRIES) {
      violations.add(
          new Violation(
              "allow_list",
              "allow_list has " + size + " entries; max allowed is " + AllowList.MAX_ENTRIES));
    }
  }
}
