package dev.latchkey.jdbi;

/** The version of the tables that this program works with, the same for every database. */
final class SchemaVersion {

  /** What the last script leaves behind. */
  static final int CURRENT = 8;

  private SchemaVersion() {}

  /**
   * @param database what to call the database at the beginning of a message
   * @throws IllegalStateException if the database is newer than this program
   */
  static int requireKnown(int version, String database) {
    if (version > CURRENT) {
      throw new IllegalStateException(
          database
              + " has schema version "
              + version
              + ", but this Latchkey knows only those up to "
              + CURRENT
              + "; use a newer Latchkey.");
    }
    return version;
  }
}
