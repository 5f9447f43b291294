package dev.latchkey.http;

import dev.latchkey.core.authority.Caller;
import dev.latchkey.http.Route.Access;
import dev.latchkey.http.Router.Match;
import dev.latchkey.http.wire.ErrorJson;
import io.undertow.io.Receiver;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.xnio.IoUtils;
import org.xnio.XnioExecutor;

/**
 * Takes a request to its endpoint. Path and body are read without a thread that waits for them;
 * only a request that is complete takes a worker, because it goes to the database.
 */
final class ApiHandler implements HttpHandler {

  /** The most bytes that the body of a request may have. */
  static final int MAX_BODY = 64 * 1024;

  private static final int BODY_SECONDS = 30;
  private static final byte[] NO_BODY = new byte[0];

  private final Router router;
  private final Authentication authentication;

  ApiHandler(Router router, Authentication authentication) {
    this.router = router;
    this.authentication = authentication;
  }

  @Override
  public void handleRequest(HttpServerExchange exchange) {
    try {
      String method = exchange.getRequestMethod().toString();
      Match match = router.find(method, Target.parse(RequestContext.pathOf(exchange)));
      Query query = Query.parse(exchange.getQueryString());
      if (match.route().access() == Access.OPEN_IN_MEMORY) {
        respond(exchange, () -> answer(exchange, match, query, NO_BODY));
      } else {
        receive(exchange, body -> respond(exchange, () -> answer(exchange, match, query, body)));
      }
    } catch (RefusedException e) {
      Responder.send(exchange, e.answer());
    }
  }

  /** What is done with the body of a request. */
  private interface BodyConsumer {
    void accept(byte[] body);
  }

  private static void receive(HttpServerExchange exchange, BodyConsumer consumer) {
    if (exchange.isRequestComplete()) {
      exchange.dispatch(worker -> consumer.accept(NO_BODY));
      return;
    }
    XnioExecutor.Key deadline =
        exchange.getIoThread().executeAfter(() -> hangUp(exchange), BODY_SECONDS, TimeUnit.SECONDS);
    Receiver receiver = exchange.getRequestReceiver();
    receiver.setMaxBufferSize(MAX_BODY);
    receiver.receiveFullBytes(
        (received, body) -> {
          deadline.remove();
          received.dispatch(worker -> consumer.accept(body));
        },
        (failed, error) -> {
          deadline.remove();
          Responder.send(failed, bodyRefusal(error));
        });
  }

  private static void hangUp(HttpServerExchange exchange) {
    if (!exchange.isResponseStarted()) {
      // For the log; a client that does not send its request does not read an answer.
      exchange.setStatusCode(408);
    }
    IoUtils.safeClose(exchange.getConnection());
  }

  private static Answer bodyRefusal(Exception error) {
    if (error instanceof Receiver.RequestToLargeException) {
      return Answer.json(
          413,
          ErrorJson.of(
              "Request body too large.", "The body may have at most " + MAX_BODY + " bytes."));
    }
    return Answer.json(
        400, ErrorJson.of("Request body must be valid JSON.", "The body broke off."));
  }

  private Answer answer(HttpServerExchange exchange, Match match, Query query, byte[] body) {
    Caller caller = null;
    if (match.route().access() == Access.TOKEN) {
      String method = exchange.getRequestMethod().toString();
      Credentials credentials = new Credentials(method, exchange.getRequestHeaders(), query);
      caller = authentication.authenticate(credentials, RequestContext.infoOf(exchange));
    }
    return match.route().endpoint().answer(new Call(caller, match.path(), query, body));
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
