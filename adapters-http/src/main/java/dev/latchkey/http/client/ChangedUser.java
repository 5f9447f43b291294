package dev.latchkey.http.client;

import dev.latchkey.http.wire.ReceiptText;
import dev.latchkey.http.wire.UserJson;

/**
 * A user whose keys may do less than before, or nothing.
 *
 * @param user as they are now
 * @param receipt which nodes know of it; not known if the server does not say
 */
public record ChangedUser(UserJson user, ReceiptText receipt) {}
