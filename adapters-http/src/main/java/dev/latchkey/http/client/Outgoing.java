package dev.latchkey.http.client;

import java.net.URI;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A request as it is sent.
 *
 * @param asked what it asks, as an error may show it
 * @param method the HTTP method
 * @param url where it goes
 * @param headers what goes along, apart from what only says how it is sent
 * @param body its octets, which nobody changes; null for none
 * @param repeatable whether it may be sent again when it is not known what became of it
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared.
record Outgoing(
    Asked asked,
    String method,
    URI url,
    Map<String, String> headers,
    byte @Nullable [] body,
    boolean repeatable) {}
