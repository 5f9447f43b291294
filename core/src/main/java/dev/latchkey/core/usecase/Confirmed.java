package dev.latchkey.core.usecase;

import dev.latchkey.core.port.Propagation;
import dev.latchkey.core.port.Receipt;
import java.util.function.Supplier;

/**
 * What a change that ends something has come to, once no node accepts any more what it has ended.
 *
 * @param result what is so now
 * @param receipt who knows of it
 */
public record Confirmed<T>(T result, Receipt receipt) {

  /** Makes a change and waits until every node knows of it. */
  static <T> Confirmed<T> by(Supplier<T> change, Propagation propagation) {
    // Also if nothing was to be changed: another who did may not have heard from all nodes yet.
    T result = change.get();
    return new Confirmed<>(result, propagation.await());
  }
}
