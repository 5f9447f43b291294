package dev.latchkey.http.wire;

import dev.latchkey.core.audit.AuditAction;
import dev.latchkey.core.audit.AuditEntry;
import dev.latchkey.core.audit.KeyState;
import dev.latchkey.core.audit.ResourceState;
import dev.latchkey.core.audit.UserState;
import dev.latchkey.core.user.Role;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Computes which tracked fields an audit entry changed (contract section 7.2). What was not there
 * before, or is not there since, counts as the zero value of each field. A logout shows no fields.
 */
final class AuditDiff {

  private AuditDiff() {}

  static Map<String, ChangeJson> of(AuditEntry entry) {
    if (entry.action() == AuditAction.LOGOUT) {
      return Map.of();
    }
    Map<String, Object> before = fields(entry.oldState());
    Map<String, Object> after = fields(entry.newState());
    Map<String, Object> zero = entry.keyId() == null ? userFields(null) : keyFields(null);
    Map<String, ChangeJson> changes = new LinkedHashMap<>();
    zero.forEach(
        (field, none) -> {
          Object was = before.getOrDefault(field, none);
          Object is = after.getOrDefault(field, none);
          if (!was.equals(is)) {
            changes.put(field, ChangeJson.of(was, is));
          }
        });
    return changes;
  }

  private static Map<String, Object> fields(@Nullable ResourceState state) {
    if (state == null) {
      return Map.of();
    }
    return state instanceof KeyState key ? keyFields(key) : userFields((UserState) state);
  }

  private static Map<String, Object> keyFields(@Nullable KeyState key) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("user_id", key == null ? "" : key.owner().toString());
    fields.put("last_used", time(key == null ? null : key.lastUsed()));
    fields.put("expires_at", time(key == null ? null : key.expiresAt()));
    fields.put("created_at", time(key == null ? null : key.createdAt()));
    return fields;
  }

  private static Map<String, Object> userFields(@Nullable UserState user) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("status", user == null ? "" : user.status().wireName());
    fields.put("roles", user == null ? List.of() : roleNames(user));
    return fields;
  }

  private static List<String> roleNames(UserState user) {
    return user.roles().stream().map(Role::wireName).sorted().toList();
  }

  private static String time(@Nullable Instant time) {
    return TimeText.of(time == null ? TimeText.ZERO : time);
  }
}
