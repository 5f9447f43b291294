package dev.latchkey.http;

import dev.latchkey.core.usecase.Verification;
import dev.latchkey.core.usecase.Verification.Refused;
import dev.latchkey.core.usecase.Verification.Valid;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.AttachmentKey;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What becomes known of a request while it is served, for the log and for the metrics: which route
 * it took, and whose key it showed. Used by one thread at a time, as the exchange is.
 */
final class RequestNote {

  private static final AttachmentKey<RequestNote> KEY = AttachmentKey.create(RequestNote.class);

  private @Nullable Route route;
  private @Nullable String actor;
  private @Nullable String keyId;

  private RequestNote() {}

  /** A new note on this request. */
  static RequestNote attach(HttpServerExchange exchange) {
    RequestNote note = new RequestNote();
    exchange.putAttachment(KEY, note);
    return note;
  }

  /** The note on this request. */
  static RequestNote of(HttpServerExchange exchange) {
    return Objects.requireNonNull(exchange.getAttachment(KEY), "the request has no note");
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
