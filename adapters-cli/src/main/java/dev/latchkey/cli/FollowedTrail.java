package dev.latchkey.cli;

import dev.latchkey.cli.BackendException.Kind;
import dev.latchkey.cli.Step.FailedStep;
import dev.latchkey.cli.text.RowWriter;
import dev.latchkey.cli.text.SafeText;
import dev.latchkey.http.wire.AuditLogJson;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.LongPredicate;

/**
 * Shows the audit trail as it grows: nothing twice, and nothing left out, not even what happens
 * while nobody can be asked.
 */
final class FollowedTrail {

  private static final long PAUSE_MILLIS = 1000;
  private static final long LONGEST_PAUSE_MILLIS = 30_000;

  private final ProcessContext context;
  private final AuditPages pages;
  private final StoredTrail trail;
  private final RowWriter<AuditLogJson> rows;
  private final LongPredicate rest;
  private final Set<UUID> latest = new HashSet<>();
  private long pause = PAUSE_MILLIS;

  /**
   * @param rest waits for so many milliseconds; false if it is to end
   */
  FollowedTrail(
      ProcessContext context,
      Backend backend,
      String search,
      RowWriter<AuditLogJson> rows,
      LongPredicate rest) {
    this.context = context;
    this.rows = rows;
    this.rest = rest;
    pages = new AuditPages(backend, search);
    trail = new StoredTrail(backend, search);
  }

  /** Waits for so many milliseconds; false if the thread was interrupted. */
  static boolean sleep(long millis) {
    try {
      TimeUnit.MILLISECONDS.sleep(millis);
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** Shows the latest {@code limit} entries, then goes on until the process or its reader ends. */
  void follow(int limit) {
    // In this order, so that what is stored in between is either among the latest or new.
    trail.begin();
    showLatest(limit);
    while (!context.out().checkError() && rest.test(pause)) {
      look();
    }
  }

  private void showLatest(int limit) {
    List<AuditLogJson> newestFirst = new ArrayList<>();
    List<AuditLogJson> page = pages.next(limit);
    while (!page.isEmpty() && newestFirst.size() < limit) {
      newestFirst.addAll(page);
      page = newestFirst.size() < limit ? pages.next(limit - newestFirst.size()) : List.of();
    }
    Collections.reverse(newestFirst);
    show(newestFirst);
    newestFirst.forEach(entry -> latest.add(entry.id()));
  }

  private void look() {
    try {
      show(trail.news());
      if (pause > PAUSE_MILLIS) {
        tell("Reachable again.");
      }
      pause = PAUSE_MILLIS;
    } catch (FailedStep e) {
      if (!mayPass(e.failure().kind())) {
        throw e;
      }
      if (pause == PAUSE_MILLIS) {
        tell("Not reachable; trying again: " + SafeText.escape(e.failure().error().message()));
      }
      pause = Math.min(2 * pause, LONGEST_PAUSE_MILLIS);
    }
  }

  private static boolean mayPass(Kind kind) {
    return kind == Kind.UNREACHABLE || kind == Kind.TOO_MANY;
  }

  private void show(List<AuditLogJson> inOrder) {
    for (AuditLogJson entry : inOrder) {
      if (!latest.remove(entry.id())) {
        rows.write(entry);
      }
    }
    if (!inOrder.isEmpty()) {
      rows.flush();
    }
  }

  private void tell(String text) {
    context.err().println(text);
    context.err().flush();
  }
}
