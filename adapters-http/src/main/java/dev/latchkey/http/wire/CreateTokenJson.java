package dev.latchkey.http.wire;

import static java.util.Objects.requireNonNullElse;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import dev.latchkey.core.error.Violation;
import dev.latchkey.core.usecase.NewToken;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A request for a token (contract section 4.3). Nothing in it is checked yet.
 *
 * @param lifetime in nanoseconds; null or 0 for the server's default
 * @param scope the old single form of {@code scopes}, which counts if that is empty; null for none
 * @param scopes the names of the scopes; empty for all
 * @param tokenName the name; null or empty for a random one
 * @param allowList each {@code <type>:<id>}; empty for everything
 */
@JsonNaming(SnakeCaseStrategy.class)
@JsonInclude(Include.NON_EMPTY)
public record CreateTokenJson(
    @Nullable Long lifetime,
    @Nullable String scope,
    List<String> scopes,
    @Nullable String tokenName,
    List<String> allowList) {

  /** Copies the lists, so that they can't change afterwards; null is empty. */
  public CreateTokenJson {
    scopes = List.copyOf(requireNonNullElse(scopes, List.of()));
    allowList = List.copyOf(requireNonNullElse(allowList, List.of()));
  }

  /** A token with this name and every default. */
  public static CreateTokenJson named(String tokenName) {
    return new CreateTokenJson(null, null, List.of(), tokenName, List.of());
  }

  /**
   * The same with this lifetime.
   *
   * @throws ArithmeticException if it is longer than 292 years
   */
  public CreateTokenJson lasting(Duration newLifetime) {
    return new CreateTokenJson(newLifetime.toNanos(), scope, scopes, tokenName, allowList);
  }

  /** Reads the body of a request. */
  public static CreateTokenJson from(JsonBody body) {
    return new CreateTokenJson(
        body.wholeNumber("lifetime"),
        body.text("scope"),
        body.texts("scopes"),
        body.text("token_name"),
        body.texts("allow_list"));
  }

  /**
   * The same for the use case.
   *
   * @param unreadable the fields of the body that have a wrong type
   */
  public NewToken toCommand(List<Violation> unreadable) {
    return new NewToken(
        tokenName,
        lifetime == null ? null : Duration.ofNanos(lifetime),
        scopeNames(),
        allowList,
        unreadable);
  }

  private List<String> scopeNames() {
    if (!scopes.isEmpty() || scope == null || scope.isEmpty()) {
      return scopes;
    }
    return List.of(scope);
  }
}
