package dev.latchkey.http;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A block of IP addresses, such as {@code 10.0.0.0/8} or {@code 2001:db8::/32}.
 *
 * @param network its first address
 * @param prefixLength how many bits all of its addresses begin with; 0 to 32, or to 128 for IPv6
 */
public record CidrBlock(InetAddress network, int prefixLength) {

  private static final Pattern TEXT = Pattern.compile("([^/]+)(?:/([0-9]{1,3}))?");
  private static final String EXPECTED =
      " (expected: an address or a block of them, such as 192.0.2.7, 10.0.0.0/8 or 2001:db8::/32)";

  /**
   * @throws IllegalArgumentException if there is no such prefix, or the network has bits behind it
   */
  public CidrBlock {
    int bits = network.getAddress().length * Byte.SIZE;
    if (prefixLength < 0 || prefixLength > bits) {
      throw new IllegalArgumentException(
          "/" + prefixLength + " (expected: /0 to /" + bits + " for " + text(network) + ")");
    }
    InetAddress first = first(network, prefixLength);
    if (!first.equals(network)) {
      throw new IllegalArgumentException(
          "%s/%s has bits behind its prefix (expected: %s/%s)"
              .formatted(text(network), prefixLength, text(first), prefixLength));
    }
  }

  /**
   * Reads a block, or a single address as a block of one.
   *
   * @throws IllegalArgumentException if it is neither; the message says what is wrong with it
   */
  public static CidrBlock parse(String text) {
    Matcher parts = TEXT.matcher(text);
    if (!parts.matches()) {
      throw notABlock(text);
    }
    InetAddress network = IpLiteral.parse(parts.group(1)).orElseThrow(() -> notABlock(text));
    String prefix = parts.group(2);
    return new CidrBlock(
        network,
        prefix == null ? network.getAddress().length * Byte.SIZE : Integer.parseInt(prefix));
  }

  /** Whether the address is one of the block. */
  public boolean contains(InetAddress address) {
    return address.getAddress().length == network.getAddress().length
        && first(address, prefixLength).equals(network);
  }

  @Override
  public String toString() {
    return text(network) + "/" + prefixLength;
  }

  /** The first address of the block of that size that {@code address} is in. */
  static InetAddress first(InetAddress address, int prefixLength) {
    byte[] bytes = address.getAddress();
    for (int i = 0; i < bytes.length; i++) {
      int kept = Math.max(0, Math.min(Byte.SIZE, prefixLength - i * Byte.SIZE));
      bytes[i] &= (byte) (0xff << (Byte.SIZE - kept));
    }
    try {
      return InetAddress.getByAddress(bytes);
    } catch (UnknownHostException e) {
      throw new IllegalStateException("an address has 4 or 16 bytes", e);
    }
  }

  private static String text(InetAddress address) {
    return address.getHostAddress();
  }

  private static IllegalArgumentException notABlock(String text) {
    return new IllegalArgumentException("\"" + text + "\"" + EXPECTED);
  }
}
