package dev.latchkey.http.wire;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import dev.latchkey.core.error.LatchkeyException.Invalid;
import dev.latchkey.core.error.Violation;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A question whether a key is good. Nothing in it is checked yet. It holds a secret, so its text
 * shows nothing.
 *
 * @param key the full token; null if there is none
 * @param scope the name of a scope that the key must have; null for none
 */
@JsonInclude(Include.NON_NULL)
public record VerificationRequestJson(@Nullable String key, @Nullable String scope) {

  /** Reads the body of a request. */
  public static VerificationRequestJson from(JsonBody body) {
    return new VerificationRequestJson(body.text("key"), body.text("scope"));
  }

  /**
   * The full token.
   *
   * @throws Invalid if there is none
   */
  public String token() {
    if (key == null) {
      throw new Invalid(
          List.of(new Violation("key", "must be there: the full token that is to be verified")));
    }
    return key;
  }

  @Override
  public String toString() {
    return "VerificationRequestJson(****)";
  }
}
