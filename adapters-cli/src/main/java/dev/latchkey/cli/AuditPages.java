package dev.latchkey.cli;

import dev.latchkey.http.wire.AuditLogJson;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/**
 * Reads the audit trail page by page, newest first. What is added meanwhile pushes entries to later
 * pages; no entry comes twice for that, and none comes behind older ones.
 */
final class AuditPages {

  private static final int MAX_PAGE = 1000;

  private final Backend backend;
  private final String search;
  private int offset;
  private Instant last = Instant.MAX;
  private final Set<UUID> atLast = new HashSet<>();

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
      List<AuditLogJson> fresh = page.stream().filter(this::isNext).toList();
      if (page.isEmpty() || !fresh.isEmpty()) {
        return fresh;
      }
    }
  }

  // What is newer than the last one has come already, or was added behind our back.
  private boolean isNext(AuditLogJson entry) {
    if (entry.time().isAfter(last)) {
      return false;
    }
    if (entry.time().isBefore(last)) {
      last = entry.time();
      atLast.clear();
    }
    return atLast.add(entry.id());
  }
}
