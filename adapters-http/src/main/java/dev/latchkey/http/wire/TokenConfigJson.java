package dev.latchkey.http.wire;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import org.jspecify.annotations.Nullable;

/**
 * The limits for tokens of one user (contract section 4.9).
 *
 * @param maxTokenLifetime in nanoseconds
 */
@JsonNaming(SnakeCaseStrategy.class)
public record TokenConfigJson(long maxTokenLifetime) {

  /** Reads the JSON; without the limit it is not what was asked for. */
  @JsonCreator
  static TokenConfigJson read(@JsonProperty("max_token_lifetime") @Nullable Long maxTokenLifetime) {
    return new TokenConfigJson(requireNonNull(maxTokenLifetime, "max_token_lifetime"));
  }
}
