package dev.latchkey.core.testkit;

import dev.latchkey.core.key.KeyId;
import dev.latchkey.core.port.Node;
import dev.latchkey.core.port.Propagation;
import dev.latchkey.core.port.Receipt;
import dev.latchkey.core.user.UserId;
import java.util.List;

/**
 * Nodes of which is known what a test says.
 *
 * @param receipt that of every change
 */
public record ToldPropagation(Receipt receipt) implements Propagation {

  @Override
  public Receipt await(KeyId key) {
    return receipt;
  }

  @Override
  public Receipt await(UserId user) {
    return receipt;
  }

  @Override
  public List<Node> nodes() {
    return List.of();
  }
}
