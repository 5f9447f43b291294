package dev.latchkey.http;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Reads IP addresses. Nothing is ever looked up: what is no address is nothing, so that a stranger
 * can't make the server ask a name server.
 */
final class IpLiteral {

  private static final String OCTET = "(?:25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])";
  private static final Pattern V4 = Pattern.compile(OCTET + "(?:\\." + OCTET + "){3}");
  private static final Pattern LIKE_V6 = Pattern.compile("[0-9A-Fa-f.]*:[0-9A-Fa-f:.]{1,44}");

  private IpLiteral() {}

  /** The address; an IPv6 address that stands for an IPv4 one is that one. */
  static Optional<InetAddress> parse(String text) {
    try {
      if (V4.matcher(text).matches()) {
        return Optional.of(InetAddress.getByName(text));
      }
      // The JDK takes what is in brackets for an address and nothing else.
      return LIKE_V6.matcher(text).matches()
          ? Optional.of(InetAddress.getByName("[" + text + "]"))
          : Optional.empty();
    } catch (UnknownHostException notAnAddress) {
      return Optional.empty();
    }
  }
}
