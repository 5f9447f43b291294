package dev.latchkey.jdbi;

import java.util.List;
import java.util.function.ObjIntConsumer;

/**
 * One thing that people do with keys.
 *
 * @param name in words
 * @param times how often to do it to know how long it takes
 * @param work does it once, with a table and a number that says to which key
 */
record ScaleOperation(String name, int times, ObjIntConsumer<ScaleTable> work) {

  private static final int READS = 200;

  /** Fewer than the live keys of the small table, each of which can be expired once. */
  private static final int WRITES = 40;

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
          reading("search the audit by time", ScaleTable::searchAuditByTime),
          writing("purge", ScaleTable::purge),
          writing("expire", ScaleTable::expire),
          writing("create and expire one more token of that name", ScaleTable::replace));

  private static ScaleOperation reading(String name, ObjIntConsumer<ScaleTable> work) {
    return new ScaleOperation(name, READS, work);
  }

  private static ScaleOperation writing(String name, ObjIntConsumer<ScaleTable> work) {
    return new ScaleOperation(name, WRITES, work);
  }

  void run(ScaleTable table, int seed) {
    work.accept(table, seed);
  }
}
