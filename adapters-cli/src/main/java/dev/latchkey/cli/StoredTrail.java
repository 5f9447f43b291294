package dev.latchkey.cli;

import dev.latchkey.http.wire.AuditLogJson;
import dev.latchkey.http.wire.AuditPageJson;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/**
 * Finds what is new in the audit trail, by the order in which it is stored and not by time: nodes
 * whose clocks differ hide nothing. What is stored after a mark is known by id, because an entry
 * comes up when its transaction has ended, which may be after others behind it.
 */
final class StoredTrail {

  /**
   * So many looks, with a second or more between them, the mark stays behind what was stored: ten
   * minutes in which a transaction may go on, such as that of a host product.
   */
  static final int LOOKS_BETWEEN_MARKS = 600;

  private static final UUID FIRST = new UUID(0, 0);
  private static final int PAGE = 1000;

  private final Backend backend;
  private final String search;
  private UUID mark = FIRST;
  private UUID nextMark = FIRST;
  // As many as the search finds behind the mark, so that what comes after them is new.
  private Set<UUID> known = Set.of();
  private int looks;

  /**
   * @param search what an entry must fulfil
   */
  StoredTrail(Backend backend, String search) {
    this.backend = backend;
    this.search = search;
  }

  /** Takes all that is stored for known. */
  void begin() {
    List<AuditLogJson> latest = ask("", 0, PAGE).auditLogs();
    // Some way back, for what is under way now.
    mark = latest.size() < PAGE ? FIRST : latest.get(PAGE - 1).id();
    long behind = after(mark, "", 0, 1).count();
    // The latest by time may be stored long ago, by a node whose clock was ahead.
    while (behind > 2 * PAGE) {
      mark = idAt(mark, behind - PAGE);
      behind = after(mark, "", 0, 1).count();
    }
    nextMark = last(mark);
    known = ids(readAll(mark));
  }

  /** What is new since it was last asked, in the order in which it was stored. */
  List<AuditLogJson> news() {
    looks++;
    if (looks % LOOKS_BETWEEN_MARKS == 0) {
      UUID afterNext = last(nextMark);
      List<AuditLogJson> news = newsAfter(nextMark);
      mark = nextMark;
      nextMark = afterNext;
      return news;
    }
    List<AuditLogJson> news = new ArrayList<>();
    Set<UUID> all = new LinkedHashSet<>(known);
    List<AuditLogJson> page;
    do {
      page = after(mark, search, all.size(), PAGE).auditLogs();
      for (AuditLogJson entry : page) {
        if (!all.add(entry.id())) {
          // One has come up before it and moved it on.
          return newsAfter(mark);
        }
        news.add(entry);
      }
    } while (page.size() == PAGE);
    known = all;
    return news;
  }

  private List<AuditLogJson> newsAfter(UUID entry) {
    List<AuditLogJson> all = readAll(entry);
    List<AuditLogJson> news = all.stream().filter(each -> !known.contains(each.id())).toList();
    known = ids(all);
    return news;
  }

  private List<AuditLogJson> readAll(UUID entry) {
    List<AuditLogJson> all = new ArrayList<>();
    Set<UUID> read = new LinkedHashSet<>();
    List<AuditLogJson> page;
    int offset = 0;
    do {
      page = after(entry, search, offset, PAGE).auditLogs();
      // What comes up meanwhile moves others on, so that they come twice.
      page.stream().filter(each -> read.add(each.id())).forEach(all::add);
      offset += page.size();
    } while (page.size() == PAGE);
    return all;
  }

  private static Set<UUID> ids(List<AuditLogJson> entries) {
    Set<UUID> ids = new LinkedHashSet<>();
    entries.forEach(entry -> ids.add(entry.id()));
    return ids;
  }

  /** What is stored last behind an entry; itself if there is nothing. */
  private UUID last(UUID entry) {
    long behind = after(entry, "", 0, 1).count();
    return behind == 0 ? entry : idAt(entry, behind - 1);
  }

  private UUID idAt(UUID entry, long offset) {
    return after(entry, "", Math.toIntExact(offset), 1).auditLogs().get(0).id();
  }

  private AuditPageJson after(UUID entry, String conditions, int offset, int limit) {
    return ask((conditions + " stored_after:" + entry).strip(), offset, limit);
  }

  private AuditPageJson ask(String conditions, int offset, int limit) {
    return Step.run("list audit entries", () -> backend.audit(conditions, offset, limit));
  }
}
