package dev.latchkey.http;

import dev.latchkey.core.authority.Caller.KeyHolder;
import dev.latchkey.http.wire.JsonBody;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A request as an endpoint sees it. */
final class Call {

  private final @Nullable KeyHolder caller;
  private final Map<String, String> path;
  private final Query query;
  private final byte[] body;

  Call(@Nullable KeyHolder caller, Map<String, String> path, Query query, byte[] body) {
    this.caller = caller;
    this.path = path;
    this.query = query;
    this.body = body;
  }

  /** Who asks. */
  KeyHolder caller() {
    if (caller == null) {
      throw new IllegalStateException("nobody is authenticated on an open route");
    }
    return caller;
  }

  /** A parameter in the path, decoded. */
  String path(String name) {
    String value = path.get(name);
    if (value == null) {
      throw new IllegalStateException("the route has no parameter \"" + name + "\"");
    }
    return value;
  }

  Query query() {
    return query;
  }

  /** Reads the body as JSON. */
  <T> T json(Function<? super JsonBody, ? extends T> reader) {
    return JsonBody.read(body, reader);
  }

  /** The body, to be read field by field. */
  JsonBody json() {
    return JsonBody.of(body);
  }
}
