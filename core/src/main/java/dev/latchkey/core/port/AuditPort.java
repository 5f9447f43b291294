package dev.latchkey.core.port;

import dev.latchkey.core.audit.AuditEntry;

/** The audit trail, within a transaction. Entries are only ever added. */
public interface AuditPort {

  /**
   * Adds an entry, unless it is there already: who was not told whether a transaction was committed
   * may add what was in it again. If it fails, the whole transaction fails (G2).
   */
  void append(AuditEntry entry);
}
