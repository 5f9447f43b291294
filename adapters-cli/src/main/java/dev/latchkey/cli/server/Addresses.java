package dev.latchkey.cli.server;

import java.net.Inet6Address;
import java.net.InetSocketAddress;

/** Writes addresses. */
final class Addresses {

  private Addresses() {}

  /** {@code HOST:PORT}, as it can stand in a URL. */
  static String text(InetSocketAddress address) {
    String host = address.getAddress().getHostAddress();
    boolean bracketed = address.getAddress() instanceof Inet6Address;
    return (bracketed ? "[" + host + "]" : host) + ":" + address.getPort();
  }
}
