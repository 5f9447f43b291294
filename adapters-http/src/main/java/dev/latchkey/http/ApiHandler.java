package dev.latchkey.http;

import dev.latchkey.core.authority.Caller.KeyHolder;
import dev.latchkey.core.usecase.Verification.Valid;
import dev.latchkey.http.Router.Match;
import dev.latchkey.http.wire.ErrorJson;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.HeaderMap;
import io.undertow.util.Headers;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Takes a request to its endpoint. Path and body are read without a thread that waits for them;
 * only a request that is complete takes a worker, because it goes to the database.
 */
final class ApiHandler implements HttpHandler {

  private static final byte[] NO_BODY = new byte[0];
  private static final List<String> JSON = List.of("application/json", "application/*", "*/*", "*");

  private final Router router;
  private final Authentication authentication;
  private final RateLimit rateLimit;
  private final WaitingThreads waiting;

  /**
   * @param waiting for the requests that wait for other nodes
   */
  ApiHandler(
      Router router, Authentication authentication, RateLimit rateLimit, WaitingThreads waiting) {
    this.router = router;
    this.authentication = authentication;
    this.rateLimit = rateLimit;
    this.waiting = waiting;
  }

  @Override
  public void handleRequest(HttpServerExchange exchange) {
    try {
      requireClearEnd(exchange);
      String method = exchange.getRequestMethod().toString();
      RequestNote note = RequestNote.of(exchange);
      Match match = router.find(method, note.path());
      note.take(match.route());
      requireAcceptable(exchange, match.route());
      Query query = Query.parse(exchange.getQueryString());
      BodyConsumer answering =
          body -> respond(exchange, () -> answer(exchange, match, query, body));
      BodyConsumer dispatching = body -> dispatch(exchange, match.route(), answering, body);
      switch (match.route().access()) {
        case OPEN_IN_MEMORY -> answering.accept(NO_BODY);
        case CHECK -> check(exchange, match, query, answering);
        case OPEN -> receive(exchange, dispatching);
        case TOKEN -> {
          refuseAtOnce(exchange, match.route(), query);
          receive(exchange, dispatching);
        }
      }
    } catch (RuntimeException e) {
      Responder.send(exchange, Problems.answer(e, RequestContext.idOf(exchange)));
    }
  }

  /** Answers from memory without another thread, if that can be. */
  private void check(
      HttpServerExchange exchange, Match match, Query query, BodyConsumer answering) {
    Optional<Valid> known =
        credentials(exchange, query)
            .token()
            .flatMap(
                token ->
                    authentication.recall(
                        token,
                        scopeToCheck(match, query),
                        RequestContext.addressOf(exchange),
                        RequestNote.of(exchange)));
    if (known.isPresent()) {
      Valid valid = known.get();
      Responder.send(exchange, VerificationEndpoints.checked(valid.user(), valid.key()));
    } else {
      exchange.dispatch(worker -> answering.accept(NO_BODY));
    }
  }

  /** No key, or one that is known to be dead, takes neither a thread nor the request's body. */
  private void refuseAtOnce(HttpServerExchange exchange, Route route, Query query) {
    Credentials credentials = credentials(exchange, query);
    Optional<String> token = credentials.token();
    if (token.isEmpty()) {
      // It takes no look at anything.
      authenticate(exchange, route, credentials);
      return;
    }
    try {
      authentication.refuseAtOnce(token.get(), RequestNote.of(exchange));
    } catch (RefusedException e) {
      rateLimit.charge(exchange, route, e.answer());
      throw e;
    }
  }

  private static Credentials credentials(HttpServerExchange exchange, Query query) {
    return new Credentials(
        exchange.getRequestMethod().toString(), exchange.getRequestHeaders(), query);
  }

  // Where a request ends must be beyond doubt, or what follows it could be taken for another one.
  // The parser below refuses several of these headers, but takes any coding for "chunked".
  private static void requireClearEnd(HttpServerExchange exchange) {
    String coding = exchange.getRequestHeaders().getFirst(Headers.TRANSFER_ENCODING);
    if (coding != null && !coding.equalsIgnoreCase("chunked")) {
      exchange.setPersistent(false);
      throw new RefusedException(
          Answer.json(
              400,
              ErrorJson.of(
                  "The end of the request is unclear.",
                  "The only Transfer-Encoding that is understood is \"chunked\".")));
    }
  }

  // Refused before anything is done, or a key could be made that nobody gets to see.
  private static void requireAcceptable(HttpServerExchange exchange, Route route) {
    if (!route.answersJson()) {
      return;
    }
    Preferences accepted = Preferences.of(exchange.getRequestHeaders().get(Headers.ACCEPT));
    if (!accepted.isEmpty() && !accepted.allow(JSON)) {
      throw new RefusedException(
          Answer.json(
              406,
              ErrorJson.of(
                  "The answer is not acceptable.",
                  "It is application/json, which the header Accept leaves out.")));
    }
  }

  /** What is done with the body of a request that is complete. */
  private interface BodyConsumer {
    void accept(byte[] body);
  }

  /** To a thread that may wait for the database; for other nodes only one of those meant for it. */
  private void dispatch(
      HttpServerExchange exchange, Route route, BodyConsumer answering, byte[] body) {
    if (route.waits()) {
      exchange.dispatch(
          waiting,
          thread -> {
            if (waiting.isClosed()) {
              Responder.send(exchange, Gate.closing());
            } else {
              answering.accept(body);
            }
          });
    } else {
      exchange.dispatch(worker -> answering.accept(body));
    }
  }

  private static void receive(HttpServerExchange exchange, BodyConsumer consumer) {
    Optional<RequestBody> body = RequestBody.unreadOf(exchange);
    if (body.isEmpty()) {
      consumer.accept(NO_BODY);
      return;
    }
    body.get().receive(new Receiving(exchange, consumer));
  }

  private record Receiving(HttpServerExchange exchange, BodyConsumer consumer)
      implements RequestBody.Receiver {

    @Override
    public void complete(byte[] body) {
      consumer.accept(body);
    }

    @Override
    public void tooLarge() {
      refuse(
          413,
          "Request body too large.",
          "The body may have at most " + RequestBody.MAX_SIZE + " bytes.");
    }

    @Override
    public void brokeOff() {
      refuse(400, "Request body must be valid JSON.", "The body broke off.");
    }

    private void refuse(int status, String message, String detail) {
      Responder.send(exchange, Answer.json(status, ErrorJson.of(message, detail)));
    }
  }

  private Answer answer(HttpServerExchange exchange, Match match, Query query, byte[] body) {
    KeyHolder caller = caller(exchange, match, query);
    HeaderMap headers = exchange.getRequestHeaders();
    return match.route().endpoint().answer(new Call(caller, match.path(), query, headers, body));
  }

  private @Nullable KeyHolder caller(HttpServerExchange exchange, Match match, Query query) {
    return switch (match.route().access()) {
      case OPEN_IN_MEMORY, OPEN -> {
        rateLimit.charge(exchange, match.route());
        yield null;
      }
      case TOKEN -> authenticate(exchange, match.route(), credentials(exchange, query));
      case CHECK ->
          authentication.check(
              credentials(exchange, query),
              scopeToCheck(match, query),
              RequestContext.infoOf(exchange),
              RequestNote.of(exchange));
    };
  }

  private KeyHolder authenticate(
      HttpServerExchange exchange, Route route, Credentials credentials) {
    KeyHolder caller;
    try {
      caller =
          authentication.authenticate(
              credentials, RequestContext.infoOf(exchange), RequestNote.of(exchange));
    } catch (RefusedException e) {
      rateLimit.charge(exchange, route, e.answer());
      throw e;
    }
    rateLimit.charge(exchange, route, caller.user().id());
    return caller;
  }

  // Behind the path of the check come path and query of the request that is checked: not ours.
  private static @Nullable String scopeToCheck(Match match, Query query) {
    return match.path().isEmpty() ? query.find("scope").orElse(null) : null;
  }

  private static void respond(HttpServerExchange exchange, Supplier<Answer> endpoint) {
    Answer answer;
    try {
      answer = endpoint.get();
    } catch (Throwable e) {
      answer = Problems.answer(e, RequestContext.idOf(exchange));
    }
    Responder.send(exchange, answer);
  }
}
