package dev.latchkey.core.port;

import dev.latchkey.core.key.ApiKey;
import dev.latchkey.core.user.Username;

/**
 * A key with the name of its owner.
 *
 * @param key the key
 * @param owner the name
 */
public record OwnedKey(ApiKey key, Username owner) {}
