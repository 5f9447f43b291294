package dev.latchkey.core.testkit;

import dev.latchkey.core.port.KeyStore;
import dev.latchkey.core.port.Propagation;

/**
 * A store with other nodes than it has.
 *
 * @param store all the rest
 * @param propagation what is to be known of the nodes
 */
public record Propagating(KeyStore store, Propagation propagation) implements ForwardingKeyStore {}
