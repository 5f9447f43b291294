package dev.latchkey.core.usecase;

import dev.latchkey.core.key.ApiKey;
import dev.latchkey.core.user.User;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The answer to whether a token is good. */
public sealed interface Verification {

  /** Whether it is. */
  default boolean isValid() {
    return this instanceof Valid;
  }

  /** The key and its user if the token is good. */
  default Optional<Valid> valid() {
    return this instanceof Valid valid ? Optional.of(valid) : Optional.empty();
  }

  /**
   * The token is good.
   *
   * @param key the key
   * @param user its owner
   */
  record Valid(ApiKey key, User user) implements Verification {}

  /**
   * The token is refused.
   *
   * @param reason why
   * @param detail the same in the contract's words (section 2.2), for the client
   * @param key the key, only if the secret was right
   */
  record Refused(Reason reason, String detail, @Nullable ApiKey key) implements Verification {

    // The default text of a time in the language of the original, which clients look at (row 7).
    private static final DateTimeFormatter GO_TIME =
        new DateTimeFormatterBuilder()
            .appendPattern("uuuu-MM-dd HH:mm:ss")
            .appendFraction(ChronoField.NANO_OF_SECOND, 0, 9, true)
            .appendLiteral(" +0000 UTC")
            .toFormatter()
            .withZone(ZoneOffset.UTC);

    static Refused expired(ApiKey key) {
      return new Refused(Reason.EXPIRED, "", key);
    }

    /** Why, in the contract's words. The text of an end is made for who wants it. */
    @Override
    public String detail() {
      return reason == Reason.EXPIRED && key != null
          ? "API key expired at \"" + GO_TIME.format(key.expiresAt()) + "\"."
          : detail;
    }
  }

  /** Why a token is refused. */
  enum Reason {
    /** It can't be a token. */
    MALFORMED("malformed"),
    /** No key has its id. */
    UNKNOWN("unknown"),
    /** The key exists, but the secret is another. */
    WRONG_SECRET("unknown"),
    /** The secret is right, but the key has ended. */
    EXPIRED("expired"),
    /** The key is good, but its owner is not active. */
    USER_INACTIVE("user_inactive"),
    /** Key and owner are good, but the key's scopes do not permit what it is wanted for. */
    INSUFFICIENT_SCOPE("insufficient_scope");

    private final String wireName;

    Reason(String wireName) {
      this.wireName = wireName;
    }

    /** The name for programs. A wrong secret has the name of an unknown key. */
    public String wireName() {
      return wireName;
    }
  }
}
