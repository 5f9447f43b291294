package dev.latchkey.http.wire;

import static java.util.Objects.requireNonNull;

/**
 * The answer that issues a key: the only one that ever holds a secret. Its text shows nothing.
 *
 * @param key the full token
 */
public record NewKeyJson(String key) {

  /**
   * @throws NullPointerException if there is no key
   */
  public NewKeyJson {
    requireNonNull(key, "key");
  }

  @Override
  public String toString() {
    return "NewKeyJson(****)";
  }
}
