package dev.latchkey.http.wire;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;

/**
 * The limits for tokens of one user (contract section 4.9).
 *
 * @param maxTokenLifetime in nanoseconds
 */
@JsonNaming(SnakeCaseStrategy.class)
public record TokenConfigJson(long maxTokenLifetime) {}
