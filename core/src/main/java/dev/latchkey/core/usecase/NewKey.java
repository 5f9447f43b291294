package dev.latchkey.core.usecase;

/** A request for a key. */
public sealed interface NewKey permits NewToken, NewSessionKey {}
