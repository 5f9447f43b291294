package dev.latchkey.cli;

import dev.latchkey.http.wire.AuditLogJson;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/**
 * Reads the audit trail page by page, newest first. What is added meanwhile pushes entries to later
 * pages; no entry comes twice for that.
 */
final class AuditPages {

  private static final int MAX_PAGE = 1000;

  private final Backend backend;
  private final String search;
  private int offset;
  private Set<UUID> before = Set.of();

  AuditPages(Backend backend, String search) {
    this.backend = backend;
    this.search = search;
  }

  /** The next entries, at most {@code limit} of them; none if there are no more. */
  List<AuditLogJson> next(int limit) {
    while (true) {
      int from = offset;
      List<AuditLogJson> page =
          Step.run(
                  "list audit entries",
                  () -> backend.audit(search, from, Math.min(limit, MAX_PAGE)))
              .auditLogs();
      offset += page.size();
      List<AuditLogJson> fresh =
          page.stream().filter(entry -> !before.contains(entry.id())).toList();
      before = new HashSet<>(page.stream().map(AuditLogJson::id).toList());
      if (page.isEmpty() || !fresh.isEmpty()) {
        return fresh;
      }
    }
  }
}
