package dev.latchkey.http;

import dev.latchkey.core.authority.Caller.KeyHolder;
import dev.latchkey.http.wire.JsonBody;
import io.undertow.util.HeaderMap;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A request as an endpoint sees it. */
final class Call {

  private final @Nullable KeyHolder caller;
  private final Map<String, String> path;
  private final Query query;
  private final HeaderMap headers;
  private final byte[] body;

  Call(
      @Nullable KeyHolder caller,
      Map<String, String> path,
      Query query,
      HeaderMap headers,
      byte[] body) {
    this.caller = caller;
    this.path = path;
    this.query = query;
    this.headers = headers;
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

  /** The headers of the request. */
  HeaderMap headers() {
    return headers;
  }

  /**
   * Reads the body as JSON.
   *
   * @throws RefusedException if it says of itself that it is none
   */
  <T> T json(Function<? super JsonBody, ? extends T> reader) {
    BodyType.requireJson(headers);
    return JsonBody.read(body, reader);
  }

  /**
   * The body, to be read field by field.
   *
   * @throws RefusedException if it says of itself that it is no JSON
   */
  JsonBody json() {
    BodyType.requireJson(headers);
    return JsonBody.of(body);
  }
}
