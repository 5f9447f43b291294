package dev.latchkey.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.latchkey.cli.text.JsonText;
import dev.latchkey.http.wire.ApiKeyJson;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import picocli.CommandLine.Option;

/** The options of the commands that show tokens, and what they do. */
final class TokenOutput {

  @Option(
      names = {"-c", "--column"},
      paramLabel = "COLUMN",
      split = ",",
      description =
          "The columns of the table: id, name, scopes, allow list, last used, expires at, created"
              + " at, owner (else all but owner).")
  List<String> columns = new ArrayList<>();

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FORMAT",
      description = "How to print: ${COMPLETION-CANDIDATES} (else ${DEFAULT-VALUE}).")
  OutputFormat format = OutputFormat.TABLE;

  /** The text of one token. */
  String one(ApiKeyJson key) {
    return format == OutputFormat.JSON
        ? JsonText.of(json(key))
        : TokenColumn.table(columns(TokenColumn.standard()), List.of(key));
  }

  /**
   * The text of a list of tokens.
   *
   * @param standard the columns to show when none are asked for
   */
  String list(List<ApiKeyJson> keys, Set<TokenColumn> standard) {
    return format == OutputFormat.JSON
        ? JsonText.of(JsonText.array(keys.stream().map(TokenOutput::json).toList()))
        : TokenColumn.table(columns(standard), keys);
  }

  /** Refuses columns that there are not, before the server is asked. */
  List<TokenColumn> columns(Set<TokenColumn> standard) {
    return columns.isEmpty()
        ? List.copyOf(standard)
        : columns.stream().map(TokenColumn::of).toList();
  }

  // The contract's list has no username in it, not even the list of everybody's tokens.
  private static JsonNode json(ApiKeyJson key) {
    ObjectNode object = JsonText.tree(key);
    object.remove("username");
    return object;
  }
}
