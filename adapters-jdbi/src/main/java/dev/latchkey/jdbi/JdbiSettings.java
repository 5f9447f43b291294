package dev.latchkey.jdbi;

import org.jdbi.v3.core.Handles;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.SqlStatements;
import org.jdbi.v3.core.statement.StatementExceptions;
import org.jdbi.v3.core.statement.StatementExceptions.MessageRendering;
import org.jdbi.v3.core.statement.TemplateEngine;

/** What JDBI is told, whatever the database. */
final class JdbiSettings {

  private JdbiSettings() {}

  static void apply(Jdbi jdbi) {
    // The default would print bound values, and with them hashes, in exceptions.
    jdbi.getConfig(StatementExceptions.class).setMessageRendering(MessageRendering.NONE);
    // Transactions are begun and ended by statements, or on the connection: JDBI knows of neither.
    jdbi.getConfig(Handles.class).setForceEndTransactions(false);
    // The default makes a new text of every statement each time, and then computes its hash, to
    // find what it was parsed to.
    jdbi.getConfig(SqlStatements.class).setTemplateEngine(TemplateEngine.NOP);
  }
}
