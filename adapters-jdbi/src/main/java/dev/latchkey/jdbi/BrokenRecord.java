package dev.latchkey.jdbi;

import dev.latchkey.core.error.StoreException;

/** A record that no Latchkey has written so. Only SQL by hand can bring this about. */
final class BrokenRecord {

  private BrokenRecord() {}

  /**
   * What to throw when a record can't be read. It is a fault of the store: {@code failure} must not
   * pass for a bad argument of the caller.
   *
   * @param id the record's {@code id} in {@code table}
   */
  static StoreException in(String table, String id, RuntimeException failure) {
    return new StoreException(
        "The record " + id + " in the table " + table + " breaks a rule; correct it by SQL.",
        withoutValues(failure));
  }

  /** The kind of failure, and where it was: its text may repeat what stands in the record. */
  private static RuntimeException withoutValues(RuntimeException failure) {
    IllegalStateException told = new IllegalStateException(failure.getClass().getName());
    told.setStackTrace(failure.getStackTrace());
    return told;
  }
}
