package dev.latchkey.jdbi;

import dev.latchkey.core.key.PlaintextKey;
import dev.latchkey.core.user.UserId;

/** One of two ways to do the same things with the same keys. Thread-safe. */
interface BenchmarkSide extends AutoCloseable {

  /** Verifies a live token. */
  void verify(PlaintextKey token);

  /** Issues a token to {@code owner}. */
  void create(UserId owner, String name);

  /** Expires the live key of that token. */
  void expire(PlaintextKey token);

  @Override
  void close();
}
