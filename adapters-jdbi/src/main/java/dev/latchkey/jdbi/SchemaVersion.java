package dev.latchkey.jdbi;

import java.util.List;

/** The version of the tables that this program works with, the same for every database. */
final class SchemaVersion {

  /**
   * In the order of their versions; every database has a script of each name. They are here so that
   * no part of Flyway is loaded to know the version.
   */
  static final List<String> SCRIPTS =
      List.of(
          "V1__keys_users_audit.sql",
          "V2__active_owners.sql",
          "V3__audit_search.sql",
          "V4__usage_counts.sql",
          "V5__operator_in_the_name_of_a_user.sql",
          "V6__change_feed.sql",
          "V7__change_feed_alone.sql",
          "V8__change_feed_whatever_happens.sql");

  /** What the last script leaves behind. */
  static final int CURRENT = SCRIPTS.size();

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
