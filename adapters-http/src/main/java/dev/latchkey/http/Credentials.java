package dev.latchkey.http;

import io.undertow.util.HeaderMap;
import io.undertow.util.HeaderValues;
import io.undertow.util.Headers;
import io.undertow.util.HttpString;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Where a request carries its token (contract sections 2.1 and 2.4). */
final class Credentials {

  private static final String NAME = "coder_session_token";
  private static final HttpString HEADER = new HttpString("Coder-Session-Token");
  private static final String BEARER = "bearer ";
  private static final Set<String> SAFE_METHODS = Set.of("GET", "HEAD", "OPTIONS", "TRACE");

  private final String method;
  private final String cookie;
  private final String query;
  private final String header;
  private final String bearer;
  private final String accessToken;

  Credentials(String method, HeaderMap headers, Query parameters) {
    this.method = method;
    cookie = cookie(headers);
    query = parameters.get(NAME);
    header = text(headers.getFirst(HEADER));
    bearer = bearer(text(headers.getFirst(Headers.AUTHORIZATION)));
    accessToken = parameters.get("access_token").trim();
  }

  /** The token: the first that is there, in the contract's order; the cookie comes first. */
  Optional<String> token() {
    for (String token : new String[] {cookie, query, header, bearer, accessToken}) {
      if (!token.isEmpty()) {
        return Optional.of(token);
      }
    }
    return Optional.empty();
  }

  /**
   * Whether another site could have made a browser send this request: it changes something, and
   * nothing but a cookie says who asks.
   */
  boolean isForgeable() {
    return !SAFE_METHODS.contains(method)
        && !cookie.isEmpty()
        && !header.equals(cookie)
        && !query.equals(cookie)
        && bearer.isEmpty();
  }

  private static String bearer(String authorization) {
    boolean isBearer = authorization.regionMatches(true, 0, BEARER, 0, BEARER.length());
    return isBearer ? authorization.substring(BEARER.length()).trim() : "";
  }

  private static String cookie(HeaderMap headers) {
    HeaderValues cookies = headers.get(Headers.COOKIE);
    if (cookies == null) {
      return "";
    }
    return cookies.stream()
        .flatMap(value -> Stream.of(value.split(";")))
        .map(String::trim)
        .filter(pair -> pair.startsWith(NAME + "="))
        .map(pair -> pair.substring(NAME.length() + 1).trim())
        .map(Credentials::unquoted)
        .filter(value -> !value.isEmpty())
        .findFirst()
        .orElse("");
  }

  private static String unquoted(String value) {
    boolean quoted = value.length() >= 2 && value.startsWith("\"") && value.endsWith("\"");
    return quoted ? value.substring(1, value.length() - 1) : value;
  }

  private static String text(@Nullable String value) {
    return value == null ? "" : value;
  }
}
