package dev.latchkey.core.usecase;

import dev.latchkey.core.authority.Authority;
import dev.latchkey.core.authority.Caller;
import dev.latchkey.core.authority.Permission;
import dev.latchkey.core.error.LatchkeyException.Forbidden;
import dev.latchkey.core.port.Node;
import dev.latchkey.core.port.Propagation;
import java.util.List;

/** Lists the nodes that verify keys from memory. Thread-safe. */
public final class ListNodes {

  private final Propagation propagation;
  private final Authority authority;

  /** Wires the use case. */
  public ListNodes(Propagation propagation, Authority authority) {
    this.propagation = propagation;
    this.authority = authority;
  }

  /**
   * Lists them by name.
   *
   * @throws Forbidden if the caller may not read the audit trail: who may know what happened may
   *     know where
   */
  public List<Node> execute(Caller caller) {
    if (!authority.permitsForAll(caller, Permission.READ_AUDIT)) {
      throw new Forbidden();
    }
    return propagation.nodes();
  }
}
