package dev.latchkey.core.port;

/**
 * Everything that Latchkey needs of a database, from one source. Thread-safe. Closing it gives back
 * what it opened itself and nothing that it was lent.
 */
public interface KeyStore extends AutoCloseable {

  /** To change things. */
  Transactor transactor();

  /** To verify keys. */
  KeyDirectory directory();

  /** To find and list keys. */
  KeyQueries keys();

  /** To find users. */
  UserDirectory users();

  /** To search the audit trail. */
  AuditQueries audit();

  /** To note the use of keys. */
  UsagePort usage();

  /** To know when other processes that have the same store open know of a change. */
  default Propagation propagation() {
    return Propagation.ALONE;
  }

  @Override
  void close();
}
