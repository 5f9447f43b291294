package dev.latchkey.http.client;

import static java.util.Objects.requireNonNullElse;

import java.net.ConnectException;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Redirect;
import java.net.http.HttpClient.Version;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLHandshakeException;
import org.jspecify.annotations.Nullable;

/** Sends through the JDK's own client, whose connections any number of threads share. */
final class JdkSender implements Sender {

  private final HttpClient http;

  JdkSender(Duration connectTimeout, @Nullable SSLContext sslContext) {
    HttpClient.Builder builder =
        HttpClient.newBuilder()
            .version(Version.HTTP_1_1)
            .connectTimeout(connectTimeout)
            // The token must go nowhere but to the server that it is for.
            .followRedirects(Redirect.NEVER);
    if (sslContext != null) {
      builder.sslContext(sslContext);
    }
    http = builder.build();
  }

  @Override
  public OpenAnswer send(Outgoing request, Deadline deadline) {
    Asked asked = request.asked();
    CompletableFuture<HttpResponse<JdkBody>> answer =
        http.sendAsync(built(request), head -> new JdkBody());
    try {
      HttpResponse<JdkBody> head = answer.get(deadline.left().toNanos(), TimeUnit.NANOSECONDS);
      return new OpenAnswer(
          asked,
          head.statusCode(),
          name -> head.headers().firstValue(name).orElse(""),
          new AnswerBody(head.body(), deadline::left));
    } catch (TimeoutException e) {
      giveUp(answer);
      throw ConnectionException.givenUp(asked, AnswerBody.TOO_LATE);
    } catch (ExecutionException e) {
      throw failed(asked, requireNonNullElse(e.getCause(), e));
    } catch (InterruptedException e) {
      giveUp(answer);
      Thread.currentThread().interrupt();
      throw ConnectionException.givenUp(asked, "interrupted");
    }
  }

  // What has come in the meantime would hold its connection for ever.
  private static void giveUp(CompletableFuture<HttpResponse<JdkBody>> answer) {
    answer.cancel(true);
    CompletableFuture<Void> unused = answer.thenAccept(late -> late.body().close());
  }

  private static ConnectionException failed(Asked asked, Throwable cause) {
    boolean unsent =
        cause instanceof ConnectException
            || cause instanceof HttpConnectTimeoutException
            || cause instanceof SSLHandshakeException;
    return unsent
        ? ConnectionException.unsent(asked, cause)
        : ConnectionException.broken(asked, cause);
  }

  private static HttpRequest built(Outgoing request) {
    BodyPublisher body =
        request.body() == null
            ? BodyPublishers.noBody()
            : BodyPublishers.ofByteArray(request.body());
    HttpRequest.Builder builder =
        HttpRequest.newBuilder(request.url()).method(request.method(), body);
    request.headers().forEach(builder::header);
    return builder.build();
  }
}
