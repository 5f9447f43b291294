package dev.latchkey.http.wire;

import static java.util.Objects.requireNonNullElse;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import dev.latchkey.core.port.AuditQueries.AuditPage;
import java.util.List;

/**
 * A page of the audit trail (contract section 7.3).
 *
 * @param auditLogs newest first; in the order in which they were stored if those after one were
 *     asked for
 * @param count how many there are, on this page and others
 */
@JsonNaming(SnakeCaseStrategy.class)
public record AuditPageJson(List<AuditLogJson> auditLogs, long count) {

  /** Copies the entries, so that they can't change afterwards; null is empty. */
  public AuditPageJson {
    auditLogs = List.copyOf(requireNonNullElse(auditLogs, List.of()));
  }

  /** The same from the core. */
  public static AuditPageJson from(AuditPage page) {
    return new AuditPageJson(
        page.entries().stream().map(AuditLogJson::from).toList(), page.count());
  }
}
