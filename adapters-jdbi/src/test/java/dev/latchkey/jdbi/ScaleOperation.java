package dev.latchkey.jdbi;

import java.util.List;
import java.util.function.ObjIntConsumer;

/**
 * One thing that people do with keys.
 *
 * @param name in words
 * @param times how often to do it to know how long it takes
 * @param limit how many times as long it may take with a large table as with a small one
 * @param work does it once, with a table and a number that says to which key
 */
record ScaleOperation(String name, int times, double limit, ObjIntConsumer<ScaleTable> work) {

  private static final int READS = 200;

  /** Fewer than the live keys of the small table, each of which can be expired once. */
  private static final int WRITES = 40;

  /**
   * What reads in proportion to the table takes hundreds of times as long with the large one; what
   * an index serves reads one or two pages more.
   */
  private static final double INDEXED = 1.5;

  /** PostgreSQL plans a span of time anew each time if the table is large, for 0.1 ms. */
  private static final double PLANNED = 5;

  static final List<ScaleOperation> ALL =
      List.of(
          reading("list the live tokens of all", ScaleTable::listLiveOfAll),
          reading("list all tokens", ScaleTable::listAll),
          reading("list all tokens, far behind", ScaleTable::listAllFarBehind),
          reading("list the live tokens of a user", ScaleTable::listLiveOfUser),
          reading("list all tokens of a user", ScaleTable::listAllOfUser),
          reading("list the live tokens of a user with very many", ScaleTable::listLiveOfHoarder),
          reading("list all of theirs, far behind", ScaleTable::listFarBehindOfHoarder),
          reading("find by id", ScaleTable::findById),
          reading("find by name", ScaleTable::findByName),
          reading("find by a name of very many dead tokens", ScaleTable::findByMuchReusedName),
          reading("verify a live key", ScaleTable::verifyLive),
          reading("verify a dead key", ScaleTable::verifyDead),
          reading("search the audit by key", ScaleTable::searchAuditByKey),
          reading("search the audit by request", ScaleTable::searchAuditByRequest),
          reading("search the audit by user", ScaleTable::searchAuditByUser),
          reading("search the audit by target", ScaleTable::searchAuditByTarget),
          reading("search the audit by actor", ScaleTable::searchAuditByActor),
          reading("search the audit by action", ScaleTable::searchAuditByAction),
          reading("search the audit about users", ScaleTable::searchAuditAboutUsers),
          new ScaleOperation(
              "search the audit by time", READS, PLANNED, ScaleTable::searchAuditByTime),
          writing("purge", ScaleTable::purge),
          writing("expire", ScaleTable::expire),
          writing("create and expire one more token of that name", ScaleTable::replace));

  private static ScaleOperation reading(String name, ObjIntConsumer<ScaleTable> work) {
    return new ScaleOperation(name, READS, INDEXED, work);
  }

  private static ScaleOperation writing(String name, ObjIntConsumer<ScaleTable> work) {
    return new ScaleOperation(name, WRITES, INDEXED, work);
  }

  void run(ScaleTable table, int seed) {
    work.accept(table, seed);
  }
}
