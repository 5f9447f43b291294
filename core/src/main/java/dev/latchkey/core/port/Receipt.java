package dev.latchkey.core.port;

import java.time.Duration;

/**
 * Which nodes know of a change by now. A node that has not said so has stopped answering from
 * memory, because it has not heard from the database for as long as it may. Either way none of them
 * accepts any more what the change has ended.
 *
 * @param isKnown false if nobody can tell: the database did not answer after the change, too many
 *     waited already, who waited was interrupted, or the transaction is a host's that is still
 *     open. The other numbers are zero then
 * @param nodes how many nodes answer from memory, this one included if it does
 * @param acknowledged how many of them have forgotten what they must
 * @param lapsed how many of them have lost their lease, or are gone
 * @param waited how long it took
 */
public record Receipt(boolean isKnown, int nodes, int acknowledged, int lapsed, Duration waited) {

  /** Nobody can tell. */
  public static final Receipt UNKNOWN = new Receipt(false, 0, 0, 0, Duration.ZERO);

  /** There is nobody but the one who made the change, who remembers nothing. */
  public static final Receipt ALONE = new Receipt(true, 0, 0, 0, Duration.ZERO);
}
