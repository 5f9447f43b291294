package dev.latchkey.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.latchkey.cli.text.Cell;
import dev.latchkey.cli.text.Column;
import dev.latchkey.cli.text.JsonText;
import dev.latchkey.cli.text.Listing;
import dev.latchkey.cli.text.Style;
import dev.latchkey.http.wire.ApiKeyJson;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** How tokens are listed, with the columns of the contract in their order (section 11.1). */
final class TokenListing {

  private static final List<String> CONTRACT =
      List.of("id", "name", "scopes", "allow list", "last used", "expires at", "created at");

  private TokenListing() {}

  /**
   * @param now the time at which it is looked
   * @param withOwner whether the owner is shown if nothing else is asked for
   * @param withStatus whether it is shown which are live if nothing else is asked for
   */
  static Listing<ApiKeyJson> at(Instant now, boolean withOwner, boolean withStatus) {
    List<String> standard = new ArrayList<>(CONTRACT);
    if (withOwner) {
      standard.add("owner");
    }
    if (withStatus) {
      standard.add("status");
    }
    return new Listing<>(columns(now), standard, ApiKeyJson::id, TokenListing::json);
  }

  /** Whether a key has ended, by its end or because somebody has expired it. */
  static boolean hasEnded(ApiKeyJson key, Instant now) {
    // Who expires a key sets its end to the time of that change. A clock that is behind, as this
    // machine's may be, does not matter then.
    return key.expiresAt().isBefore(now) || !key.expiresAt().isAfter(key.updatedAt());
  }

  private static List<Column<ApiKeyJson>> columns(Instant now) {
    return List.of(
        Column.whole("id", key -> Cell.of(key.id())),
        Column.text("name", ApiKeyJson::tokenName),
        Column.text("scopes", key -> String.join(", ", key.scopes())),
        Column.text("allow list", key -> String.join(", ", key.allowList())),
        Column.whole("last used", key -> lastUsed(key, now)),
        Column.whole("expires at", key -> end(key, now)),
        Column.whole("created at", key -> Cell.of(key.createdAt(), now)),
        // A token that is shown on its own comes without the name of its owner.
        Column.text(
            "owner", key -> key.username() == null ? key.userId().toString() : key.username()),
        Column.whole("status", key -> status(key, now)),
        Column.whole("requests", key -> Cell.of(Long.toString(key.requestCount()))),
        Column.whole("refused", key -> Cell.of(Long.toString(key.refusedCount()))));
  }

  /** When a key was last used, or {@code never}. */
  static Cell lastUsed(ApiKeyJson key, Instant now) {
    return key.lastUsed().isAfter(Instant.EPOCH) ? Cell.of(key.lastUsed(), now) : Cell.of("never");
  }

  private static Cell end(ApiKeyJson key, Instant now) {
    Cell end = Cell.of(key.expiresAt(), now);
    return hasEnded(key, now) ? new Cell(end.plain(), "expired " + end.shown(), Style.DEAD) : end;
  }

  private static Cell status(ApiKeyJson key, Instant now) {
    return hasEnded(key, now) ? Cell.of("expired").in(Style.DEAD) : Cell.of("live");
  }

  // The contract's list has no username in it, not even the list of everybody's tokens.
  private static JsonNode json(ApiKeyJson key) {
    ObjectNode object = JsonText.tree(key);
    object.remove("username");
    return object;
  }
}
