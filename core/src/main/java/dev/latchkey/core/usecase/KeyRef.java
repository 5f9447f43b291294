package dev.latchkey.core.usecase;

import dev.latchkey.core.key.KeyId;
import dev.latchkey.core.key.PlaintextKey;
import dev.latchkey.core.key.TokenName;
import dev.latchkey.core.user.UserId;

/** How a key is named by whoever looks for it. */
public sealed interface KeyRef {

  /**
   * By its id, whoever owns it.
   *
   * @param id the id
   */
  record ById(KeyId id) implements KeyRef {}

  /**
   * By the name that its owner gave it.
   *
   * @param owner the owner
   * @param name the name; the live token of that name is meant, else the most recently created
   */
  record ByName(UserId owner, TokenName name) implements KeyRef {}

  /**
   * By the full token. Its secret must be right: with a wrong one, nothing is found.
   *
   * @param token what somebody pasted, parsed
   */
  record ByToken(PlaintextKey token) implements KeyRef {}
}
