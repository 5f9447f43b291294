package dev.latchkey.core.usecase;

/**
 * What became of one batch of a purge.
 *
 * @param purged how many keys were removed
 * @param ending why it were no more
 */
public record PurgeBatch(int purged, Ending ending) {

  static final PurgeBatch BUSY = new PurgeBatch(0, Ending.BUSY);
  static final PurgeBatch OFF = new PurgeBatch(0, Ending.OFF);

  /** Why a batch ended. */
  public enum Ending {
    /** It was full: more may be due. */
    FULL,
    /** Nothing else is due now. */
    DONE,
    /** Another node is purging. Nothing was looked at, so more may be due. */
    BUSY,
    /** Records are kept for ever. */
    OFF
  }
}
