package dev.latchkey.http.wire;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * How one field changed (contract section 7.2).
 *
 * @param before what it was: a text, or a list of texts; a zero value if it was not there
 * @param after what it is since
 * @param secret always false: no secret is ever recorded
 */
public record ChangeJson(
    @JsonProperty("old") Object before, @JsonProperty("new") Object after, boolean secret) {

  static ChangeJson of(Object before, Object after) {
    return new ChangeJson(before, after, false);
  }
}
