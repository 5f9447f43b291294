package dev.latchkey.http.wire;

import static java.util.Objects.requireNonNullElse;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What every refusal says (contract section 3).
 *
 * @param message what went wrong
 * @param detail more about it; null if there is no more to say
 * @param validations everything that is wrong with the request, field by field
 */
public record ErrorJson(
    String message,
    @JsonInclude(Include.NON_EMPTY) @Nullable String detail,
    @JsonInclude(Include.NON_EMPTY) List<ValidationJson> validations) {

  /** Copies the validations, so that they can't change afterwards; null is empty. */
  public ErrorJson {
    message = requireNonNullElse(message, "");
    validations = List.copyOf(requireNonNullElse(validations, List.of()));
  }

  /** A message alone. */
  public static ErrorJson of(String message) {
    return new ErrorJson(message, null, List.of());
  }

  /** A message with a detail. */
  public static ErrorJson of(String message, String detail) {
    return new ErrorJson(message, detail, List.of());
  }
}
