package dev.latchkey.cli;

import dev.latchkey.cli.text.Table;
import dev.latchkey.http.wire.ApiKeyJson;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** A column of a table of tokens, in the contract's order (section 11.1). */
enum TokenColumn {
  ID,
  NAME,
  SCOPES,
  ALLOW_LIST,
  LAST_USED,
  EXPIRES_AT,
  CREATED_AT,
  OWNER;

  /** The columns to show when none are asked for. */
  static Set<TokenColumn> standard() {
    return EnumSet.complementOf(EnumSet.of(OWNER));
  }

  /** The column of that name, whatever its case. */
  static TokenColumn of(String name) {
    return Arrays.stream(values())
        .filter(column -> column.toString().equalsIgnoreCase(name.strip()))
        .findFirst()
        .orElseThrow(
            () ->
                new CommandFailure(
                    "there is no column \"%s\" (expected: %s)"
                        .formatted(name, Arrays.toString(values()).replaceAll("[\\[\\]]", ""))));
  }

  /** A table of {@code keys}. */
  static String table(List<TokenColumn> columns, List<ApiKeyJson> keys) {
    Table table = new Table(columns.stream().map(TokenColumn::toString).toList());
    keys.forEach(key -> table.add(columns.stream().map(column -> column.cell(key)).toList()));
    return table.text();
  }

  /** The name on the command line. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  private String cell(ApiKeyJson key) {
    return switch (this) {
      case ID -> key.id();
      case NAME -> key.tokenName();
      case SCOPES -> String.join(", ", key.scopes());
      case ALLOW_LIST -> String.join(", ", key.allowList());
      case LAST_USED -> timeOrNever(key.lastUsed());
      case EXPIRES_AT -> time(key.expiresAt());
      case CREATED_AT -> time(key.createdAt());
      // A token that is shown on its own comes without the name of its owner.
      case OWNER -> key.username() == null ? key.userId().toString() : key.username();
    };
  }

  private static String timeOrNever(Instant time) {
    return time.isAfter(Instant.EPOCH) ? time(time) : "never";
  }

  private static String time(Instant time) {
    return time.truncatedTo(ChronoUnit.SECONDS).toString();
  }
}
