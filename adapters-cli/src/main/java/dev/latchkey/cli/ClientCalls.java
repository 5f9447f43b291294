package dev.latchkey.cli;

import dev.latchkey.cli.BackendException.Kind;
import dev.latchkey.http.client.ApiException;
import dev.latchkey.http.client.ClientException;
import dev.latchkey.http.wire.ErrorJson;
import java.util.function.Supplier;

/** Calls of a client, whose failures are those of any other backend. */
final class ClientCalls {

  private ClientCalls() {}

  /** Asks it; throws {@link BackendException} when it is refused or gets no answer. */
  static <R> R ask(Supplier<? extends R> call) {
    try {
      return call.get();
    } catch (ApiException e) {
      ErrorJson error = new ErrorJson(e.message(), e.detail(), e.validations());
      throw new BackendException(kindOf(e), error, exchange(e, ", status " + e.status()), e);
    } catch (ClientException e) {
      ErrorJson error = ErrorJson.of(String.valueOf(e.getMessage()));
      throw new BackendException(Kind.UNREACHABLE, error, exchange(e, ", no answer"), e);
    }
  }

  // The client tells by the answer whether a 404 is about what was asked for.
  private static Kind kindOf(ApiException refusal) {
    Kind kind = Kind.ofStatus(refusal.status());
    return kind == Kind.NOT_FOUND && !(refusal instanceof ApiException.NotFound)
        ? Kind.WRONG_ADDRESS
        : kind;
  }

  private static String exchange(ClientException failure, String outcome) {
    return failure.method() + " " + failure.url() + outcome + ", request " + failure.requestId();
  }
}
