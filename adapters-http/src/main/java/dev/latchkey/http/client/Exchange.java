package dev.latchkey.http.client;

import java.time.Duration;
import java.util.UUID;

/**
 * A request that was answered, for who wants to see what a client does. Nothing in it is secret.
 *
 * @param method the HTTP method
 * @param url where the request went, without its query
 * @param status the HTTP status of the answer
 * @param requestId what the server calls the request in its log and in the audit trail
 * @param time from the request to the head of the answer
 */
public record Exchange(String method, String url, int status, UUID requestId, Duration time) {}
