package dev.latchkey.core.port;

import dev.latchkey.core.audit.AuditEntry;

/** The audit trail, within a transaction. Entries are only ever added. */
public interface AuditPort {

  /** Adds an entry. If that fails, the whole transaction fails (G2). */
  void append(AuditEntry entry);
}
