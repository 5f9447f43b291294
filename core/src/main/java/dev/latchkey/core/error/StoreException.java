package dev.latchkey.core.error;

/**
 * The store failed in a way that trying again will not mend. The change that was under way did not
 * happen. The message is for the operator's log, never for a client, and holds no bound value.
 */
public final class StoreException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /**
   * @param message what failed
   * @param cause what the store said
   */
  public StoreException(String message, Throwable cause) {
    super(message, cause);
  }
}
