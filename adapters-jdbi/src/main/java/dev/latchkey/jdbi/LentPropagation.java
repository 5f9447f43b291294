package dev.latchkey.jdbi;

import dev.latchkey.core.key.KeyId;
import dev.latchkey.core.port.Node;
import dev.latchkey.core.port.Propagation;
import dev.latchkey.core.port.Receipt;
import dev.latchkey.core.user.UserId;
import java.util.List;

/**
 * Within a transaction that a host has lent, nothing is committed that anybody could know of.
 *
 * @param nodesOf tells who is there
 */
record LentPropagation(Propagation nodesOf) implements Propagation {

  @Override
  public Receipt await(KeyId key) {
    return Receipt.UNKNOWN;
  }

  @Override
  public Receipt await(UserId user) {
    return Receipt.UNKNOWN;
  }

  @Override
  public List<Node> nodes() {
    return nodesOf.nodes();
  }
}
