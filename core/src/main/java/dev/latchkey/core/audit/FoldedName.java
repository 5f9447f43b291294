package dev.latchkey.core.audit;

import java.util.Locale;

/**
 * A name of any script in the form by which searches of the audit trail compare it: two that differ
 * only in case are the same. It is computed here and stored, because databases fold differently, or
 * ASCII only.
 */
public final class FoldedName {

  private FoldedName() {}

  /** The form of {@code name} that all spellings of it have in common. */
  public static String of(String name) {
    // Some letters meet only in upper case, such as the two small sigmas, or "ß" and "ss".
    return name.toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT);
  }
}
