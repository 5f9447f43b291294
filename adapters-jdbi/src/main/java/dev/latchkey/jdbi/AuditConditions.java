package dev.latchkey.jdbi;

import dev.latchkey.core.audit.AuditAction;
import dev.latchkey.core.audit.FoldedName;
import dev.latchkey.core.audit.ResourceType;
import dev.latchkey.core.key.KeyId;
import dev.latchkey.core.port.AuditQueries.Filter;
import dev.latchkey.core.user.UserId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The conditions of a search of the audit trail. The one that tells most leads: an index serves it,
 * and the time beside it. The others are written so that no index is tried for them. Otherwise
 * SQLite, which has no statistics, would take any of them, and PostgreSQL one today and another
 * tomorrow.
 */
final class AuditConditions {

  /** The first part of an index. A search for changes finds those of keys too. */
  private static final String ACTION_OR_WRITE =
      "CASE action WHEN 'expire' THEN 'write' ELSE action END";

  private final List<String> conditions = new ArrayList<>();
  private final Map<String, Object> values = new LinkedHashMap<>();
  private boolean led;
  private boolean ordered;

  private AuditConditions() {}

  static AuditConditions of(Filter filter) {
    AuditConditions all = new AuditConditions();
    KeyId keyId = filter.keyId();
    UserId userId = filter.userId();
    UserId actorId = filter.actorId();
    // In the order in which they tell most.
    all.addStoredAfter(filter.storedAfter());
    all.add("request_id = :request_id", filter.requestId());
    all.add("key_id = :key_id", keyId == null ? null : keyId.value());
    all.add("user_id = :user_id", userId == null ? null : userId.value());
    all.add("target_folded = :target", folded(filter.target()));
    if (filter.resourceType() == ResourceType.USER) {
      all.add("key_id IS NULL");
    }
    all.add("actor_folded = :actor", folded(filter.actor()));
    all.add("actor_folded = :username", folded(filter.username()));
    all.addAction(filter.action());
    all.led = true;
    if (filter.username() != null) {
      all.add("actor_type = '" + AuditEntryMapper.USER + "'");
    }
    all.add("actor_user_id = :actor_id", actorId == null ? null : actorId.value());
    if (filter.resourceType() == ResourceType.API_KEY) {
      all.add("key_id IS NOT NULL");
    }
    all.addTime("time >= :from", filter.from());
    all.addTime("time < :until", filter.until());
    return all;
  }

  /** What follows the name of the table; empty if there are no conditions. */
  String where() {
    return conditions.isEmpty() ? "" : " WHERE " + String.join(" AND ", conditions);
  }

  /** By what the entries are ordered. */
  String order() {
    return ordered ? " ORDER BY seq" : " ORDER BY time DESC, seq DESC";
  }

  /** What to bind, by name. */
  Map<String, Object> values() {
    return values;
  }

  private void addAction(@Nullable AuditAction action) {
    if (action == null) {
      return;
    }
    AuditAction change = action == AuditAction.EXPIRE ? AuditAction.WRITE : action;
    add(ACTION_OR_WRITE + " = :action", change.wireName());
    if (action != change) {
      add("action = :exact_action", action.wireName());
    }
  }

  private void add(String condition, @Nullable Object value) {
    if (value != null) {
      bind(condition, value);
      add(condition);
    }
  }

  private void add(String condition) {
    conditions.add(led ? "(" + condition + ") IS TRUE" : condition);
    led = true;
  }

  private void addStoredAfter(@Nullable UUID id) {
    if (id == null) {
      return;
    }
    ordered = true;
    if (id.equals(Filter.FIRST)) {
      add("seq > 0");
    } else {
      values.put("stored_after", id);
      add("seq > (SELECT last.seq FROM audit_entries last WHERE last.id = :stored_after)");
    }
  }

  private void addTime(String condition, @Nullable Instant value) {
    if (value != null) {
      bind(condition, value);
      // The time is beside what leads in every index, but not beside seq.
      conditions.add(ordered ? "(" + condition + ") IS TRUE" : condition);
    }
  }

  private void bind(String condition, Object value) {
    values.put(condition.substring(condition.lastIndexOf(':') + 1), value);
  }

  private static @Nullable String folded(@Nullable String name) {
    return name == null ? null : FoldedName.of(name);
  }
}
