package dev.latchkey.http;

import dev.latchkey.core.Latchkey;
import dev.latchkey.core.audit.AuditAction;
import dev.latchkey.core.usecase.Activity;
import dev.latchkey.core.usecase.Verification.Reason;
import dev.latchkey.core.usecase.VerifyKey;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.undertow.server.HttpServerExchange;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/**
 * What the server shows of itself to whoever watches over it, in the text form of Prometheus. The
 * values of all labels are from fixed lists: there are never more than some thousand series,
 * whatever clients send, and usually some hundred. Thread-safe.
 */
final class Metrics {

  private static final String CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8";
  private static final Set<String> METHODS =
      Set.of("GET", "HEAD", "POST", "PUT", "DELETE", "PATCH", "OPTIONS");
  private static final Duration[] BUCKETS = {
    Duration.ofMillis(1),
    Duration.ofMillis(5),
    Duration.ofMillis(25),
    Duration.ofMillis(100),
    Duration.ofMillis(500),
    Duration.ofSeconds(2)
  };

  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final Map<Series, Timer> timers = new ConcurrentHashMap<>();

  /** The labels of the requests that are counted together. */
  private record Series(String method, String route, int status) {}

  Metrics(Latchkey latchkey, Readiness readiness) {
    Activity activity = latchkey.activity();
    VerifyKey verifyKey = latchkey.verifyKey();
    addVerifications(activity);
    addChanges(activity);
    Gauge.builder("latchkey.database.up", readiness, ready -> ready.isReady() ? 1 : 0)
        .description("Whether the database answers: 1 or 0")
        .register(registry);
    Gauge.builder("latchkey.verification.memory", verifyKey, use -> use.isFromMemory() ? 1 : 0)
        .description("Whether keys are verified from memory: 1, or by the database: 0")
        .register(registry);
    new JvmMemoryMetrics().bindTo(registry);
    new JvmThreadMetrics().bindTo(registry);
    new UptimeMetrics().bindTo(registry);
  }

  /** Counts a request that is over. */
  void record(HttpServerExchange exchange, RequestNote note, Duration time) {
    String method = exchange.getRequestMethod().toString();
    String route = note.route();
    Series series =
        new Series(
            METHODS.contains(method) ? method : "other",
            route == null ? "unknown" : route,
            exchange.getStatusCode());
    Timer known = timers.get(series);
    // Which would lock, also where there is one.
    (known == null ? timers.computeIfAbsent(series, this::timer) : known).record(time);
  }

  /** What {@code /metrics} answers now. */
  Answer answer() {
    return Answer.of(CONTENT_TYPE, registry.scrape().getBytes(StandardCharsets.UTF_8));
  }

  private Timer timer(Series series) {
    return Timer.builder("latchkey.http.requests")
        .description("Requests that were answered, and how long that took")
        .tag("method", series.method)
        .tag("route", series.route)
        .tag("status", Integer.toString(series.status))
        .serviceLevelObjectives(BUCKETS)
        .register(registry);
  }

  private void addVerifications(Activity activity) {
    addVerification(activity, "valid", Activity::valid);
    Stream.of(Reason.values())
        .map(Reason::wireName)
        .distinct()
        .forEach(name -> addVerification(activity, name, counts -> refused(counts, name)));
  }

  private void addVerification(Activity activity, String result, ToDoubleFunction<Activity> count) {
    FunctionCounter.builder("latchkey.verifications", activity, count)
        .description("Tokens that were verified")
        .tag("result", result)
        .register(registry);
  }

  private static double refused(Activity activity, String name) {
    return Stream.of(Reason.values())
        .filter(reason -> reason.wireName().equals(name))
        .mapToLong(activity::refused)
        .sum();
  }

  private void addChanges(Activity activity) {
    for (AuditAction action : AuditAction.values()) {
      addChange(activity, "key", action, counts -> counts.keyChanges(action));
      addChange(activity, "user", action, counts -> counts.userChanges(action));
    }
  }

  private void addChange(
      Activity activity, String resource, AuditAction action, ToDoubleFunction<Activity> count) {
    FunctionCounter.builder("latchkey.changes", activity, count)
        .description("Changes that were made")
        .tag("resource", resource)
        .tag("action", action.wireName())
        .register(registry);
  }
}
