package dev.latchkey.jdbi;

import dev.latchkey.core.audit.Actor;
import dev.latchkey.core.audit.Actor.LocalOperator;
import dev.latchkey.core.audit.Actor.UserActor;
import dev.latchkey.core.audit.AuditEntry;
import dev.latchkey.core.key.KeyId;
import dev.latchkey.core.port.AuditPort;
import java.util.UUID;
import org.jdbi.v3.core.statement.Update;

final class SqlAudit implements AuditPort {

  private static final String OF_KEY = insert(AuditStates.KEY_OLD, AuditStates.KEY_NEW);
  private static final String OF_USER = insert(AuditStates.USER_OLD, AuditStates.USER_NEW);

  private final TransactionScope scope;

  SqlAudit(TransactionScope scope) {
    this.scope = scope;
  }

  @Override
  public void append(AuditEntry entry) {
    KeyId keyId = entry.keyId();
    Update update =
        scope
            .handle()
            .createUpdate(keyId == null ? OF_USER : OF_KEY)
            .bind("id", entry.id())
            .bind("time", entry.time())
            .bind("action", entry.action().wireName())
            .bind("key_id", keyId == null ? null : keyId.value())
            .bind("user_id", entry.userId().value())
            .bind("target", entry.target())
            .bind("request_id", entry.request().id())
            .bind("ip_address", entry.request().ipAddress())
            .bind("user_agent", entry.request().userAgent());
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
        .bind("actor_key_id", user == null ? null : user.keyId().value());
  }

  private static String typeOf(Actor actor) {
    if (actor instanceof UserActor) {
      return AuditEntryMapper.USER;
    }
    return actor instanceof LocalOperator ? AuditEntryMapper.OPERATOR : AuditEntryMapper.SYSTEM;
  }

  private static String insert(String oldState, String newState) {
    return """
    INSERT INTO audit_entries (
      id, time, action, key_id, user_id, target, actor_type, actor_name, actor_user_id,
      actor_key_id, request_id, ip_address, user_agent, old_state, new_state)
    VALUES (
      :id, :time, :action, :key_id, :user_id, :target, :actor_type, :actor_name, :actor_user_id,
      :actor_key_id, :request_id, :ip_address, :user_agent, %s, %s)
    """
        .formatted(oldState, newState);
  }
}
