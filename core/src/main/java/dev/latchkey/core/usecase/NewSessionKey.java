package dev.latchkey.core.usecase;

/**
 * A request for a session key: without a name, for everything that the user may do, of the standard
 * lifetime, and sliding while it is used (contract section 4.4).
 */
public record NewSessionKey() implements NewKey {}
