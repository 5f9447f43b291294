package dev.latchkey.http;

import io.undertow.util.HeaderMap;
import io.undertow.util.Headers;
import io.undertow.util.HttpString;
import java.util.Map;

/**
 * What every answer forbids browsers and caches, because it may hold what only its reader may see:
 * to keep it, to guess what it is, to run or load anything from it, to show it in the frame of
 * another site or lend it to one, and to tell others where it was.
 */
final class BrowserRules {

  static final String SECURITY_POLICY = "default-src 'none'; frame-ancestors 'none'";

  private static final Map<HttpString, String> RULES =
      Map.of(
          Headers.CACHE_CONTROL,
          "no-store",
          new HttpString("X-Content-Type-Options"),
          "nosniff",
          new HttpString("Content-Security-Policy"),
          SECURITY_POLICY,
          new HttpString("X-Frame-Options"),
          "DENY",
          new HttpString("Referrer-Policy"),
          "no-referrer",
          new HttpString("Cross-Origin-Resource-Policy"),
          "same-origin");

  private BrowserRules() {}

  static void putOn(HeaderMap headers) {
    RULES.forEach(headers::put);
  }
}
