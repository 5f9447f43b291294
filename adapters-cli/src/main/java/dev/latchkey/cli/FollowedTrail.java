package dev.latchkey.cli;

import dev.latchkey.cli.text.RowWriter;
import dev.latchkey.http.wire.AuditLogJson;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/** Shows the audit trail as it grows, oldest first: nothing twice, and nothing left out. */
final class FollowedTrail {

  private static final int PAGE = 1000;
  private static final long PAUSE_MILLIS = 1000;

  /**
   * How far back it looks for entries that came late: an entry has the time at which its change was
   * made, and is there only when that was committed.
   */
  private static final Duration LATE = Duration.ofMinutes(1);

  private final ProcessContext context;
  private final AuditPages pages;
  private final RowWriter<AuditLogJson> rows;
  private final Map<UUID, Instant> seen = new HashMap<>();
  private Instant newest = Instant.EPOCH;

  FollowedTrail(ProcessContext context, AuditPages pages, RowWriter<AuditLogJson> rows) {
    this.context = context;
    this.pages = pages;
    this.rows = rows;
  }

  /** Shows the latest {@code limit} entries, then goes on until the process or its reader ends. */
  void follow(int limit) {
    List<AuditLogJson> latest = new ArrayList<>();
    List<AuditLogJson> page = pages.next(limit);
    while (!page.isEmpty() && latest.size() < limit) {
      latest.addAll(page);
      page = latest.size() < limit ? pages.next(limit - latest.size()) : List.of();
    }
    // What is older than these was left out on purpose.
    Instant begin = latest.isEmpty() ? Instant.EPOCH : latest.get(latest.size() - 1).time();
    show(latest);
    while (!context.out().checkError() && pause()) {
      show(unseen(begin));
    }
  }

  private List<AuditLogJson> unseen(Instant begin) {
    Instant back = newest.isBefore(begin.plus(LATE)) ? begin : newest.minus(LATE);
    List<AuditLogJson> found = new ArrayList<>();
    pages.restart();
    boolean more = true;
    while (more) {
      List<AuditLogJson> page = pages.next(PAGE);
      page.stream()
          .filter(entry -> !entry.time().isBefore(back) && !seen.containsKey(entry.id()))
          .forEach(found::add);
      more = !page.isEmpty() && !page.get(page.size() - 1).time().isBefore(back);
    }
    return found;
  }

  private void show(List<AuditLogJson> newestFirst) {
    List<AuditLogJson> inOrder = new ArrayList<>(newestFirst);
    // Those of one instant are in the order of the trail, turned round.
    Collections.reverse(inOrder);
    inOrder.sort(Comparator.comparing(AuditLogJson::time));
    for (AuditLogJson entry : inOrder) {
      rows.write(entry);
      seen.put(entry.id(), entry.time());
      newest = entry.time().isAfter(newest) ? entry.time() : newest;
    }
    if (!inOrder.isEmpty()) {
      rows.flush();
      Instant old = newest.minus(LATE.multipliedBy(2));
      seen.values().removeIf(time -> time.isBefore(old));
    }
  }

  private static boolean pause() {
    try {
      TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
