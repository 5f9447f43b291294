package dev.latchkey.http;

import dev.latchkey.core.usecase.Verification;
import dev.latchkey.core.usecase.Verification.Refused;
import dev.latchkey.core.usecase.Verification.Valid;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.AttachmentKey;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What becomes known of a request while it is served, in one place, because each attachment of an
 * exchange costs: its id and path, which route it took, and whose key it showed. Used by one thread
 * at a time, as the exchange is.
 */
final class RequestNote {

  private static final AttachmentKey<RequestNote> KEY = AttachmentKey.create(RequestNote.class);

  private final UUID id;
  private final String path;
  private @Nullable Gate gate;
  private @Nullable Route route;
  private @Nullable String actor;
  private @Nullable String keyId;

  private RequestNote(UUID id, String path) {
    this.id = id;
    this.path = path;
  }

  /**
   * A new note on this request.
   *
   * @param path as it was sent
   */
  static RequestNote attach(HttpServerExchange exchange, UUID id, String path) {
    RequestNote note = new RequestNote(id, path);
    exchange.putAttachment(KEY, note);
    return note;
  }

  /** The note on this request. */
  static RequestNote of(HttpServerExchange exchange) {
    return Objects.requireNonNull(exchange.getAttachment(KEY), "the request has no note");
  }

  /** The id of the request. */
  UUID id() {
    return id;
  }

  /** The path as it was sent, whatever form the request has. */
  String path() {
    return path;
  }

  /** Takes note of the gate that the request has come through. */
  void takeGate(Gate newGate) {
    gate = newGate;
  }

  /** Whether the answer is the last on its connection. */
  boolean isLast() {
    return gate != null && gate.isClosed();
  }

  /** Takes note of the route. */
  void take(Route newRoute) {
    route = newRoute;
  }

  /**
   * Takes note of whose key it is. A key is named only to who has its secret; a wrong one would put
   * a stranger's words into the log.
   */
  void take(Verification answer) {
    if (answer instanceof Valid valid) {
      actor = valid.user().username().value();
      keyId = valid.key().id().value();
    } else if (answer instanceof Refused refused && refused.key() != null) {
      keyId = refused.key().id().value();
    }
  }

  /** The path of the route, with its parameters unfilled; null if the request found none. */
  @Nullable String route() {
    return route == null ? null : route.path();
  }

  /** Whether the log need not tell of the request. */
  boolean isRoutine() {
    return route != null && route.isRoutine();
  }

  /** The name of the user; null if no good token was shown. */
  @Nullable String actor() {
    return actor;
  }

  /** The id of the key; null if its secret was not shown. */
  @Nullable String keyId() {
    return keyId;
  }
}
