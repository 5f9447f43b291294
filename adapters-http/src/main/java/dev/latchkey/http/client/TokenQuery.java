package dev.latchkey.http.client;

import static java.util.Objects.requireNonNull;

/**
 * Which tokens are listed.
 *
 * @param user whose
 * @param includeAll whether those of all users are listed instead that the caller may read
 * @param includeExpired whether expired ones are listed too
 */
public record TokenQuery(String user, boolean includeAll, boolean includeExpired) {

  /**
   * @throws NullPointerException if there is no user
   */
  public TokenQuery {
    requireNonNull(user, "user");
  }

  /** The live tokens of {@code user}. */
  public static TokenQuery of(String user) {
    return new TokenQuery(user, false, false);
  }

  /** The live tokens of all users that the caller may read. */
  public static TokenQuery ofEverybody() {
    return new TokenQuery(LatchkeyClient.ME, true, false);
  }

  /** The same, with those that have ended. */
  public TokenQuery withExpired() {
    return new TokenQuery(user, includeAll, true);
  }

  Request request() {
    return Request.get("users", user, "keys", "tokens")
        .with("include_all", Boolean.toString(includeAll))
        .with("include_expired", Boolean.toString(includeExpired));
  }
}
