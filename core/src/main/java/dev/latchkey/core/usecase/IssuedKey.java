package dev.latchkey.core.usecase;

import dev.latchkey.core.key.ApiKey;
import dev.latchkey.core.key.PlaintextKey;

/**
 * A key that was just made, with its token in clear. This is the only time that it can be had.
 *
 * @param plaintext the token, to be handed to its owner
 * @param key the record
 */
public record IssuedKey(PlaintextKey plaintext, ApiKey key) {}
