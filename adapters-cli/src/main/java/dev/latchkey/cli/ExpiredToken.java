package dev.latchkey.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.latchkey.cli.text.JsonText;
import dev.latchkey.http.wire.ApiKeyJson;
import dev.latchkey.http.wire.ReceiptText;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A token that is dead now, and whether it was before. What an expire changes is the end, and
 * whoever has expired it says what the end is: this machine's clock may be wrong.
 *
 * @param key the token as it was before
 * @param receipt which nodes know that it is dead
 * @param outcome what has become of it
 * @param end when it has ended; empty if that could not be asked
 */
record ExpiredToken(ApiKeyJson key, ReceiptText receipt, Outcome outcome, Optional<Instant> end) {

  /** What an expire has come to, in the words for people and for programs. */
  enum Outcome {
    /** This expire has ended it. */
    EXPIRED("Token has been expired."),
    /** It had ended before. */
    HAD_EXPIRED("Token had expired already."),
    /** One of these; nobody could say which. */
    IS_EXPIRED("Token is expired.");

    private final String text;

    Outcome(String text) {
      this.text = text;
    }

    String text() {
      return text;
    }
  }

  /** One whose end could be asked afterwards. */
  static ExpiredToken endingAt(ApiKeyJson key, ReceiptText receipt, Instant end) {
    boolean hadEnded = end.equals(key.expiresAt());
    Outcome outcome = hadEnded ? Outcome.HAD_EXPIRED : Outcome.EXPIRED;
    return new ExpiredToken(key, receipt, outcome, Optional.of(end));
  }

  /** Which token it was. */
  String describedBy(TokenDescription description) {
    return outcome == Outcome.IS_EXPIRED
        ? description.of(key)
        : description.of(key, outcome == Outcome.HAD_EXPIRED);
  }

  /** The record as it is now. */
  ObjectNode json() {
    ObjectNode json = JsonText.tree(key);
    if (outcome == Outcome.HAD_EXPIRED) {
      return json;
    }
    // The moment of the change is the end.
    return end.map(Instant::toString)
        .map(now -> json.put("expires_at", now).put("updated_at", now))
        .orElseGet(() -> json.without(List.of("expires_at", "updated_at")));
  }
}
