package dev.latchkey.http;

import dev.latchkey.core.audit.RequestInfo;
import dev.latchkey.core.key.TokenText;
import dev.latchkey.core.user.UuidText;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.AttachmentKey;
import io.undertow.util.HeaderMap;
import io.undertow.util.Headers;
import io.undertow.util.HttpString;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Gives every request an id, every answer the headers that all have, and tells the log and the
 * metrics when it is over.
 */
final class RequestContext implements HttpHandler {

  private static final AttachmentKey<Address> ADDRESS = AttachmentKey.create(Address.class);
  private static final HttpString ID_HEADER = new HttpString("X-Request-Id");
  private static final HttpString BUILD_VERSION = new HttpString("X-Coder-Build-Version");
  private static final HttpString TLS_ONLY = new HttpString("Strict-Transport-Security");
  private static final String FOR_A_YEAR = "max-age=31536000";

  private final DateText date = new DateText(InstantSource.system());
  private final HttpHandler next;
  private final Predicate<String> isFixedPath;
  private final BodyLimits limits;
  private final ClientAddress clientAddress;
  private final Metrics metrics;
  private final String buildVersion;
  private final boolean tls;

  /**
   * @param isFixedPath tells paths, as they were sent, that hold nothing that strangers wrote
   */
  RequestContext(
      HttpHandler next,
      Predicate<String> isFixedPath,
      BodyLimits limits,
      ClientAddress clientAddress,
      Metrics metrics,
      String buildVersion,
      boolean tls) {
    this.next = next;
    this.isFixedPath = isFixedPath;
    this.limits = limits;
    this.clientAddress = clientAddress;
    this.metrics = metrics;
    this.buildVersion = buildVersion;
    this.tls = tls;
  }

  @Override
  public void handleRequest(HttpServerExchange exchange) throws Exception {
    UUID id = newId(exchange.getRequestHeaders().getFirst(ID_HEADER));
    RequestNote note = RequestNote.attach(exchange, id, sentPath(exchange));
    showPath(exchange, note.path());
    findClient(exchange);
    HeaderMap headers = exchange.getResponseHeaders();
    headers.put(ID_HEADER, id.toString());
    headers.put(BUILD_VERSION, buildVersion);
    headers.put(Headers.DATE, date.text());
    BrowserRules.putOn(headers);
    if (tls) {
      headers.put(TLS_ONLY, FOR_A_YEAR);
    }
    long start = System.nanoTime();
    exchange.addExchangeCompleteListener(
        (ended, nextListener) -> {
          Duration time = Duration.ofNanos(System.nanoTime() - start);
          RequestLog.write(ended, note, time);
          metrics.record(ended, note, time);
          nextListener.proceed();
        });
    RequestBody.expect(exchange, limits);
    next.handleRequest(exchange);
  }

  static UUID idOf(HttpServerExchange exchange) {
    return RequestNote.of(exchange).id();
  }

  /** The request as the audit trail remembers it. */
  static RequestInfo infoOf(HttpServerExchange exchange) {
    String userAgent = exchange.getRequestHeaders().getFirst(Headers.USER_AGENT);
    return new RequestInfo(
        idOf(exchange),
        addressOf(exchange),
        userAgent == null ? "" : TokenText.redact(userAgent.replaceAll("\\p{Cc}", "?")));
  }

  /** Where the request comes from; empty if that is not known. */
  static String addressOf(HttpServerExchange exchange) {
    InetSocketAddress source = exchange.getSourceAddress();
    if (source == null || source.isUnresolved()) {
      return "";
    }
    // To write an address takes longer than to verify a key, and a connection has one.
    Address known = exchange.getConnection().getAttachment(ADDRESS);
    if (known == null || !known.address().equals(source.getAddress())) {
      known = new Address(source.getAddress(), source.getAddress().getHostAddress());
      exchange.getConnection().putAttachment(ADDRESS, known);
    }
    return known.text();
  }

  private record Address(InetAddress address, String text) {}

  private static UUID newId(@Nullable String given) {
    return given == null ? randomId() : UuidText.parse(given).orElseGet(RequestContext::randomId);
  }

  // Ids need to differ, and nothing depends on nobody guessing them. UUID.randomUUID() has a lock.
  private static UUID randomId() {
    ThreadLocalRandom random = ThreadLocalRandom.current();
    return new UUID(
        (random.nextLong() & ~0xF000L) | 0x4000L,
        (random.nextLong() & 0x3FFFFFFFFFFFFFFFL) | 0x8000000000000000L);
  }

  // The server below logs the path of a request that breaks, and people paste tokens into paths.
  private void showPath(HttpServerExchange exchange, String path) {
    String shown = isFixedPath.test(path) ? path : Target.shown(path);
    exchange.setRequestURI(shown);
    exchange.setRequestPath(shown);
    exchange.setRelativePath(shown);
  }

  private void findClient(HttpServerExchange exchange) {
    InetSocketAddress peer = exchange.getSourceAddress();
    if (peer != null && !peer.isUnresolved()) {
      InetAddress client = clientAddress.of(peer.getAddress(), exchange.getRequestHeaders());
      if (!client.equals(peer.getAddress())) {
        exchange.setSourceAddress(new InetSocketAddress(client, 0));
      }
    }
  }

  private static String sentPath(HttpServerExchange exchange) {
    String uri = exchange.getRequestURI();
    if (!exchange.isHostIncludedInRequestURI()) {
      return uri;
    }
    int pathStart = uri.indexOf('/', uri.indexOf("//") + 2);
    return pathStart < 0 ? "/" : uri.substring(pathStart);
  }
}
