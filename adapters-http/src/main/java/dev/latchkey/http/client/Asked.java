package dev.latchkey.http.client;

import java.util.UUID;

/**
 * What was asked, as an error may show it.
 *
 * @param method the HTTP method
 * @param url where it went, without its query and without secrets
 * @param requestId how the server knows it
 */
record Asked(String method, String url, UUID requestId) {

  @Override
  public String toString() {
    return method + " " + url;
  }
}
