package dev.latchkey.http.wire;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import dev.latchkey.core.audit.Actor;
import dev.latchkey.core.audit.Actor.LocalOperator;
import dev.latchkey.core.audit.Actor.UserActor;
import dev.latchkey.core.key.KeyId;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Who did something.
 *
 * @param type {@code user}, {@code local_operator} or {@code system}
 * @param name the name to show
 * @param userId the user; null if it was none
 * @param keyId the key that the user used; null if there was none
 * @param operator the local operator who acted in the name of the user; null if it was the user
 */
@JsonNaming(SnakeCaseStrategy.class)
@JsonInclude(Include.NON_NULL)
public record ActorJson(
    String type,
    String name,
    @Nullable UUID userId,
    @Nullable String keyId,
    @Nullable String operator) {

  static ActorJson from(Actor actor) {
    if (actor instanceof UserActor user) {
      KeyId keyId = user.keyId();
      return new ActorJson(
          "user",
          user.name(),
          user.id().value(),
          keyId == null ? null : keyId.value(),
          user.operator());
    }
    String type = actor instanceof LocalOperator ? "local_operator" : "system";
    return new ActorJson(type, actor.name(), null, null, null);
  }
}
