import org.jspecify.annotations.NullMarked;

/** Keeps keys, users and the audit trail in a database. */
@NullMarked
module dev.latchkey.jdbi {
  requires transitive dev.latchkey.core;
  requires static org.checkerframework.checker.qual;
  requires static transitive org.jspecify;
  requires static transitive com.google.guice;
  requires com.github.benmanes.caffeine;
  requires com.zaxxer.hikari;
  requires flyway.core;
  requires transitive java.sql;
  requires transitive org.jdbi.v3.core;
  requires org.postgresql.jdbc;

  exports dev.latchkey.jdbi;
  exports dev.latchkey.jdbi.guice;
}
