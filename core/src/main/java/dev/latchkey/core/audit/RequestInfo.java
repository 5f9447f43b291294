package dev.latchkey.core.audit;

import java.util.UUID;

/**
 * The request by which something was done, as the audit trail remembers it.
 *
 * @param id identifies the request in logs and answers
 * @param ipAddress where it came from; empty when it came over no network
 * @param userAgent what the client called itself; empty when it did not say
 */
public record RequestInfo(UUID id, String ipAddress, String userAgent) {

  /** What a client may call itself at most; the rest is cut off. */
  private static final int MAX_USER_AGENT = 256;

  /**
   * Cuts an over-long user agent, so that a client can't fill the audit trail, and puts spaces in
   * place of control characters, some of which no database takes.
   */
  public RequestInfo {
    ipAddress = PrintableText.of(ipAddress);
    userAgent = PrintableText.of(userAgent);
    if (userAgent.length() > MAX_USER_AGENT) {
      boolean splitsPair = Character.isHighSurrogate(userAgent.charAt(MAX_USER_AGENT - 1));
      userAgent = userAgent.substring(0, splitsPair ? MAX_USER_AGENT - 1 : MAX_USER_AGENT);
    }
  }

  /** A call within this process, with an id of its own. */
  public static RequestInfo local() {
    return new RequestInfo(UUID.randomUUID(), "", "");
  }
}
