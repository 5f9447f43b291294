package dev.latchkey.core.testkit;

import dev.latchkey.core.audit.Actor;
import dev.latchkey.core.audit.Actor.UserActor;
import dev.latchkey.core.audit.AuditAction;
import dev.latchkey.core.audit.AuditEntry;
import dev.latchkey.core.audit.FoldedName;
import dev.latchkey.core.port.AuditQueries.Filter;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Decides which entries of the audit trail a filter lets through. */
final class InMemoryFilter {

  private InMemoryFilter() {}

  static boolean letsThrough(Filter filter, AuditEntry entry) {
    return isAnyOr(filter.requestId(), entry.request().id())
        && isAnyOr(filter.keyId(), entry.keyId())
        && isAnyOr(filter.userId(), entry.userId())
        && isAnyOr(filter.resourceType(), entry.resourceType())
        && isNamed(filter.target(), entry.target())
        && isNamed(filter.actor(), entry.actor().name())
        && isUser(filter, entry.actor())
        && isAction(filter.action(), entry.action())
        && isIn(filter, entry.time());
  }

  private static boolean isAnyOr(@Nullable Object wanted, @Nullable Object is) {
    return wanted == null || wanted.equals(is);
  }

  private static boolean isNamed(@Nullable String wanted, String name) {
    return wanted == null || FoldedName.of(wanted).equals(FoldedName.of(name));
  }

  private static boolean isUser(Filter filter, Actor actor) {
    return filter.username() == null
        || (actor instanceof UserActor user
            && isNamed(filter.username(), user.name())
            && isAnyOr(filter.actorId(), user.id()));
  }

  private static boolean isAction(@Nullable AuditAction wanted, AuditAction action) {
    return isAnyOr(wanted, action) || (wanted == AuditAction.WRITE && action == AuditAction.EXPIRE);
  }

  private static boolean isIn(Filter filter, Instant time) {
    return (filter.from() == null || !time.isBefore(filter.from()))
        && (filter.until() == null || time.isBefore(filter.until()));
  }
}
