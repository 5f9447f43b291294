package dev.latchkey.cli;

import dev.latchkey.cli.text.RowWriter;
import dev.latchkey.cli.text.Terminal;
import dev.latchkey.http.wire.AuditLogJson;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Follows the audit trail without waiting: what others do happens while it would rest. */
final class Follower {

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private final List<Long> rests = new ArrayList<>();
  private final Deque<Runnable> steps = new ArrayDeque<>();
  private final ProcessContext context;
  private String search = "";
  private int limit = 100;
  private List<String> columns = List.of("action", "target");

  /**
   * @param environment which server or database is followed
   */
  Follower(Path home, Terminal terminal, Map<String, String> environment) {
    context =
        new ProcessContext(
            InputStream.nullInputStream(),
            new PrintWriter(out),
            new PrintWriter(err),
            terminal,
            environment,
            home,
            "alice",
            InstantSource.system(),
            () -> false,
            Optional::empty);
  }

  Follower searching(String newSearch) {
    search = newSearch;
    return this;
  }

  Follower limitedTo(int newLimit) {
    limit = newLimit;
    return this;
  }

  Follower columns(String... names) {
    columns = List.of(names);
    return this;
  }

  /** What happens while it rests; then it looks again. */
  Follower then(Runnable step) {
    steps.add(step);
    return this;
  }

  /** It rests and looks so many times, and nothing happens. */
  Follower thenNothing(int times) {
    for (int i = 0; i < times; i++) {
      steps.add(() -> {});
    }
    return this;
  }

  /** Follows until nothing more happens. */
  List<String> rows() {
    GlobalOptions options = new GlobalOptions();
    ListOptions output = new ListOptions(() -> AuditListing.ofAnyTime());
    output.format = context.terminal().out() ? OutputFormat.TABLE : OutputFormat.CSV;
    output.columns = columns;
    output.noHeaders = true;
    try (Backend backend = new Session(context, options, new Settings(context, options)).open();
        RowWriter<AuditLogJson> rows = output.begin(context, AuditListing.ofAnyTime())) {
      new FollowedTrail(context, backend, search, rows, this::rest).follow(limit);
    }
    return out.toString().lines().toList();
  }

  private boolean rest(long millis) {
    rests.add(millis);
    Runnable step = steps.poll();
    if (step == null) {
      return false;
    }
    step.run();
    return true;
  }

  List<Long> rests() {
    return rests;
  }

  String err() {
    return err.toString();
  }
}
