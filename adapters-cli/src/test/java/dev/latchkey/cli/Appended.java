package dev.latchkey.cli;

import static dev.latchkey.core.testkit.Fixtures.aRequest;
import static dev.latchkey.core.testkit.Fixtures.member;

import dev.latchkey.core.audit.Actor.SystemActor;
import dev.latchkey.core.audit.AuditEntry;
import dev.latchkey.core.port.KeyStore;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;

/** Entries of the audit trail as other nodes store them, with clocks of their own. */
final class Appended {

  private Appended() {}

  /** Stores that users of these names were created, in one transaction. */
  static void at(KeyStore store, Instant time, String... names) {
    at(store, time, List.of(names));
  }

  /** Stores that users of these names were created, in one transaction. */
  static void at(KeyStore store, Instant time, List<String> names) {
    within(store, time, names, () -> {});
  }

  /** The same in a transaction that does something else before it ends. */
  static void within(KeyStore store, Instant time, List<String> names, Runnable before) {
    store
        .transactor()
        .inTransaction(
            work -> {
              names.forEach(name -> work.audit().append(entry(name, time)));
              before.run();
              return names;
            });
  }

  /** Names that differ by a number. */
  static List<String> names(String prefix, int count) {
    return IntStream.range(0, count).mapToObj(i -> prefix + i).toList();
  }

  private static AuditEntry entry(String name, Instant time) {
    return AuditEntry.userCreated(member(name), new SystemActor("test"), aRequest(), time);
  }
}
