package dev.latchkey.jdbi.testkit;

import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Hands tests the one {@link PostgresServer} of this run, which starts when it is first needed. */
public final class PostgresExtension implements ParameterResolver {

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == PostgresServer.class;
  }

  /** It is kept, and closed, with what all tests of the run have in common. */
  @Override
  public PostgresServer resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return context
        .getRoot()
        .getStore(Namespace.create(PostgresExtension.class))
        .getOrComputeIfAbsent(
            PostgresServer.class, type -> PostgresServer.start(), PostgresServer.class);
  }
}
