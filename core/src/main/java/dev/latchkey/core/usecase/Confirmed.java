package dev.latchkey.core.usecase;

import dev.latchkey.core.key.KeyId;
import dev.latchkey.core.port.Propagation;
import dev.latchkey.core.port.Receipt;
import dev.latchkey.core.user.UserId;
import java.util.function.Supplier;

/**
 * What a change that ends something has come to, once no node accepts any more what it has ended.
 *
 * @param result what is so now
 * @param receipt who knows of it
 */
public record Confirmed<T>(T result, Receipt receipt) {

  // Also if nothing was to be changed: another who did may not have heard from all nodes yet.

  /** Makes a change of a key and waits until every node knows of it. */
  static <T> Confirmed<T> by(Supplier<T> change, KeyId key, Propagation propagation) {
    T result = change.get();
    return new Confirmed<>(result, propagation.await(key));
  }

  /** The same for a change of a user. */
  static <T> Confirmed<T> by(Supplier<T> change, UserId user, Propagation propagation) {
    T result = change.get();
    return new Confirmed<>(result, propagation.await(user));
  }
}
