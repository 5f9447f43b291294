package dev.latchkey.jdbi;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicInteger;
import org.jdbi.v3.core.ConnectionFactory;

/** Counts the statements that go over connections, whoever executes them. Thread-safe. */
final class CountedStatements implements ConnectionFactory {

  private final ConnectionFactory connections;
  private final AtomicInteger executed = new AtomicInteger();

  CountedStatements(ConnectionFactory connections) {
    this.connections = connections;
  }

  int count() {
    return executed.get();
  }

  @Override
  public Connection openConnection() throws SQLException {
    Connection connection = connections.openConnection();
    return around(
        Connection.class,
        (proxy, method, arguments) -> {
          Object result = method.invoke(connection, arguments);
          return result instanceof Statement statement
              ? counted(method.getReturnType(), statement)
              : result;
        });
  }

  private Object counted(Class<?> type, Statement statement) {
    return around(
        type,
        (proxy, method, arguments) -> {
          if (method.getName().startsWith("execute")) {
            executed.incrementAndGet();
          }
          return method.invoke(statement, arguments);
        });
  }

  private static <T> T around(Class<T> type, InvocationHandler calls) {
    InvocationHandler unwrapped =
        (proxy, method, arguments) -> {
          try {
            return calls.invoke(proxy, method, arguments);
          } catch (InvocationTargetException e) {
            throw e.getCause();
          }
        };
    return type.cast(
        Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, unwrapped));
  }
}
