package dev.latchkey.http;

import io.undertow.util.HeaderMap;
import io.undertow.util.Headers;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What proxies wrote into a request about whom they had it from: {@code X-Forwarded-For}, else
 * {@code Forwarded} (RFC 7239). Lists are cut at every comma, also within quotes: a quote that a
 * stranger opened must not swallow what a proxy put behind it.
 */
final class ForwardedFor {

  private static final Pattern FOR =
      Pattern.compile(
          "(?:^|;)\\s*for\\s*=\\s*\"?([^\";]*)\"?\\s*(?=;|$)", Pattern.CASE_INSENSITIVE);
  private static final Pattern WITH_PORT =
      Pattern.compile("(?:\\[([^\\]]*)]|([0-9.]+))(?::[0-9A-Za-z._-]+)?");

  private ForwardedFor() {}

  /** The hops, the client's first, each as it was written. */
  static List<String> hops(HeaderMap headers) {
    List<String> hops = parts(headers, Headers.X_FORWARDED_FOR_STRING).toList();
    return hops.isEmpty()
        ? parts(headers, Headers.FORWARDED_STRING).map(ForwardedFor::forOf).toList()
        : hops;
  }

  /** The address of a hop, with or without a port; nothing if it is hidden or malformed. */
  static Optional<InetAddress> address(String hop) {
    Matcher withPort = WITH_PORT.matcher(hop);
    if (!withPort.matches()) {
      return IpLiteral.parse(hop);
    }
    return IpLiteral.parse(withPort.group(1) == null ? withPort.group(2) : withPort.group(1));
  }

  private static Stream<String> parts(HeaderMap headers, String name) {
    return Stream.ofNullable(headers.get(name))
        .flatMap(List::stream)
        .flatMap(value -> Stream.of(value.split(",", -1)))
        .map(String::trim);
  }

  private static String forOf(String element) {
    Matcher parameter = FOR.matcher(element);
    return parameter.find() ? parameter.group(1).trim() : "";
  }
}
