package dev.latchkey.core.usecase;

import dev.latchkey.core.key.TokenName;
import dev.latchkey.core.user.UserId;

/**
 * A name that a live token keeps to itself.
 *
 * @param owner among whose tokens
 * @param name the name
 */
record HeldName(UserId owner, TokenName name) {}
