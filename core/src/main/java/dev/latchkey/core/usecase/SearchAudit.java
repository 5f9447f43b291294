package dev.latchkey.core.usecase;

import dev.latchkey.core.authority.Authority;
import dev.latchkey.core.authority.Caller;
import dev.latchkey.core.authority.Permission;
import dev.latchkey.core.error.LatchkeyException.Forbidden;
import dev.latchkey.core.port.AuditQueries;
import dev.latchkey.core.port.AuditQueries.AuditPage;
import dev.latchkey.core.port.AuditQueries.Filter;

/** Searches the audit trail, newest first (contract section 7.3). Thread-safe. */
public final class SearchAudit {

  /** How many entries a page holds if nothing else is asked for. */
  public static final int DEFAULT_LIMIT = 100;

  /** The most entries that a page may be asked to hold. */
  public static final int MAX_LIMIT = 1000;

  private final AuditQueries audit;
  private final Authority authority;

  /** Wires the use case. */
  public SearchAudit(AuditQueries audit, Authority authority) {
    this.audit = audit;
    this.authority = authority;
  }

  /**
   * Reads one page.
   *
   * @param offset how many entries to pass over, at least 0
   * @param limit how many to read at most, 1 to {@link #MAX_LIMIT}
   * @throws Forbidden if the caller may not read the audit trail
   * @throws IllegalArgumentException if {@code offset} or {@code limit} is out of range
   */
  public AuditPage execute(Caller caller, Filter filter, int offset, int limit) {
    if (offset < 0 || limit < 1 || limit > MAX_LIMIT) {
      throw new IllegalArgumentException(
          "offset: %s (expected: >= 0), limit: %s (expected: 1 to %s)"
              .formatted(offset, limit, MAX_LIMIT));
    }
    if (!authority.permitsForAll(caller, Permission.READ_AUDIT)) {
      throw new Forbidden();
    }
    return audit.search(filter, offset, limit);
  }
}
