package dev.latchkey.cli;

import dev.latchkey.cli.text.Cell;
import dev.latchkey.cli.text.Column;
import dev.latchkey.cli.text.JsonText;
import dev.latchkey.cli.text.Listing;
import dev.latchkey.cli.text.RelativeTime;
import dev.latchkey.cli.text.Style;
import dev.latchkey.http.wire.AuditLogJson;
import dev.latchkey.http.wire.ChangeJson;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;

/** How entries of the audit trail are listed. */
final class AuditListing {

  private static final int BAD_REQUEST = 400;
  private static final String NONE = "(none)";

  private AuditListing() {}

  /**
   * @param now the time at which it is looked
   */
  static Listing<AuditLogJson> at(Instant now) {
    return listing(time -> RelativeTime.text(time, now));
  }

  /**
   * The same for rows that stay in sight while time goes by: what was {@code in 6 days} or {@code 3
   * seconds ago} when it came is wrong when it is read.
   */
  static Listing<AuditLogJson> ofAnyTime() {
    return listing(time -> time.truncatedTo(ChronoUnit.SECONDS).toString());
  }

  private static Listing<AuditLogJson> listing(Function<Instant, String> shown) {
    return new Listing<>(
        List.of(
            Column.whole(
                "time",
                entry -> new Cell(entry.time().toString(), shown.apply(entry.time()), Style.PLAIN)),
            Column.text("actor", AuditListing::actor),
            Column.whole("action", AuditListing::action),
            Column.whole("key id", entry -> Cell.of(Objects.requireNonNullElse(entry.keyId(), ""))),
            Column.text("target", AuditLogJson::resourceTarget),
            Column.whole("expires at", entry -> expiresAt(entry, shown)),
            Column.text("reason", entry -> Objects.requireNonNullElse(entry.reason(), "")),
            Column.whole("address", entry -> Cell.of(entry.ip())),
            Column.whole("request id", entry -> Cell.of(entry.requestId().toString())),
            Column.whole("id", entry -> Cell.of(entry.id().toString()))),
        List.of("time", "actor", "action", "key id", "target", "expires at"),
        entry -> entry.id().toString(),
        JsonText::tree);
  }

  private static String actor(AuditLogJson entry) {
    String operator = entry.actor().operator();
    return operator == null
        ? entry.actor().name()
        : entry.actor().name() + " (operator " + operator + ")";
  }

  // Nobody shall take an attempt for the deed.
  private static Cell action(AuditLogJson entry) {
    return entry.statusCode() < BAD_REQUEST
        ? Cell.of(entry.action())
        : Cell.of(entry.action() + " (denied)").in(Style.WARNING);
  }

  private static Cell expiresAt(AuditLogJson entry, Function<Instant, String> shown) {
    ChangeJson change = entry.diff().get("expires_at");
    if (change == null) {
      return Cell.of("");
    }
    String before = text(change.before());
    String after = text(change.after());
    return new Cell(
        before + " -> " + after, shown(before, shown) + " -> " + shown(after, shown), Style.PLAIN);
  }

  // A creation has no old value and a deletion no new one; the wire says so by the year 1.
  private static String text(Object time) {
    String text = String.valueOf(time);
    return text.isEmpty() || text.startsWith("0001-01-01T") ? NONE : text;
  }

  private static String shown(String time, Function<Instant, String> shown) {
    try {
      return time.equals(NONE) ? time : shown.apply(Instant.parse(time));
    } catch (DateTimeException e) {
      return time;
    }
  }
}
