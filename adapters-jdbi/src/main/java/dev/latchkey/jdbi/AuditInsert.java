package dev.latchkey.jdbi;

import dev.latchkey.core.audit.Actor;
import dev.latchkey.core.audit.Actor.LocalOperator;
import dev.latchkey.core.audit.Actor.UserActor;
import dev.latchkey.core.audit.AuditEntry;
import dev.latchkey.core.audit.FoldedName;
import dev.latchkey.core.key.KeyId;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Update;
import org.jspecify.annotations.Nullable;

/** Writes entries of the audit trail, by statements that are made once. Thread-safe. */
final class AuditInsert {

  private final String ofKey;
  private final String ofUser;

  AuditInsert(Dialect dialect) {
    ofKey = insert(AuditStates.ofKey(dialect));
    ofUser = insert(AuditStates.ofUser(dialect));
  }

  void execute(Handle handle, AuditEntry entry) {
    KeyId keyId = entry.keyId();
    Update update =
        handle
            .createUpdate(keyId == null ? ofUser : ofKey)
            .bind("id", entry.id())
            .bind("time", entry.time())
            .bind("action", entry.action().wireName())
            .bind("key_id", keyId == null ? null : keyId.value())
            .bind("user_id", entry.userId().value())
            .bind("target", entry.target())
            .bind("request_id", entry.request().id())
            .bind("ip_address", entry.request().ipAddress())
            .bind("user_agent", entry.request().userAgent())
            .bind("denied", entry.denied())
            .bind("reason", entry.reason())
            .bind("target_folded", FoldedName.of(entry.target()))
            .bind("actor_folded", FoldedName.of(entry.actor().name()));
    bindActor(update, entry.actor());
    AuditStates.bind(update, keyId != null, entry.oldState(), entry.newState());
    update.execute();
  }

  private static void bindActor(Update update, Actor actor) {
    UserActor user = actor instanceof UserActor userActor ? userActor : null;
    update
        .bind("actor_type", typeOf(actor))
        .bind("actor_name", actor.name())
        .bindByType("actor_user_id", user == null ? null : user.id().value(), UUID.class)
        .bind("actor_key_id", keyOf(user))
        .bind("actor_operator", user == null ? null : user.operator());
  }

  private static @Nullable String keyOf(@Nullable UserActor user) {
    KeyId keyId = user == null ? null : user.keyId();
    return keyId == null ? null : keyId.value();
  }

  private static String typeOf(Actor actor) {
    if (actor instanceof UserActor) {
      return AuditEntryMapper.USER;
    }
    return actor instanceof LocalOperator ? AuditEntryMapper.OPERATOR : AuditEntryMapper.SYSTEM;
  }

  private static String insert(String states) {
    return """
    INSERT INTO audit_entries (
      id, time, action, key_id, user_id, target, actor_type, actor_name, actor_user_id,
      actor_key_id, actor_operator, request_id, ip_address, user_agent, denied, reason, target_folded,
      actor_folded, old_state, new_state)
    VALUES (
      :id, :time, :action, :key_id, :user_id, :target, :actor_type, :actor_name, :actor_user_id,
      :actor_key_id, :actor_operator, :request_id, :ip_address, :user_agent, :denied, :reason, :target_folded,
      :actor_folded, %s)
    ON CONFLICT (id) DO NOTHING
    """
        .formatted(states);
  }
}
