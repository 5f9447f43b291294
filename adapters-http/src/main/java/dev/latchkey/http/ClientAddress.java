package dev.latchkey.http;

import io.undertow.util.HeaderMap;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;

/**
 * Finds out where a client is. What a request says about it counts as far as trusted proxies wrote
 * it: from its end to the first address that is none of theirs.
 *
 * @param trustedProxies whose word is taken; none for nobody's
 */
record ClientAddress(List<CidrBlock> trustedProxies) {

  ClientAddress {
    trustedProxies = List.copyOf(trustedProxies);
  }

  /**
   * @param peer the other end of the connection
   */
  InetAddress of(InetAddress peer, HeaderMap headers) {
    if (trustedProxies.isEmpty() || !isTrusted(peer)) {
      return peer;
    }
    InetAddress client = peer;
    List<String> hops = ForwardedFor.hops(headers);
    for (int i = hops.size() - 1; i >= 0 && isTrusted(client); i--) {
      Optional<InetAddress> hop = ForwardedFor.address(hops.get(i));
      if (hop.isEmpty()) {
        return client;
      }
      client = hop.get();
    }
    return client;
  }

  private boolean isTrusted(InetAddress address) {
    return trustedProxies.stream().anyMatch(block -> block.contains(address));
  }
}
