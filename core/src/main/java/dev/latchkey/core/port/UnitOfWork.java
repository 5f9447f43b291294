package dev.latchkey.core.port;

/**
 * What can be changed within one transaction. It must not be used after the transaction has ended,
 * nor by another thread.
 */
public interface UnitOfWork {

  /** The keys. */
  ApiKeyRepository keys();

  /** The users. */
  UserRepository users();

  /** The audit trail. */
  AuditPort audit();

  /**
   * Takes {@code job} for the rest of the transaction, without waiting for it.
   *
   * @return false if somebody else is at it, on this node or another
   */
  boolean tryLock(Job job);
}
