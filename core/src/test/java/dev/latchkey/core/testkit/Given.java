package dev.latchkey.core.testkit;

import dev.latchkey.core.audit.AuditEntry;
import dev.latchkey.core.key.ApiKey;
import dev.latchkey.core.port.KeyStore;
import dev.latchkey.core.user.User;
import java.util.List;

/** Puts a store into the state that a test begins with. */
final class Given {

  private Given() {}

  static void users(KeyStore store, User... users) {
    store
        .transactor()
        .inTransaction(
            unitOfWork -> {
              List.of(users).forEach(unitOfWork.users()::insert);
              return users.length;
            });
  }

  /** Each key is inserted at the time at which it was made. */
  static void keys(KeyStore store, ApiKey... keys) {
    store
        .transactor()
        .inTransaction(
            unitOfWork -> {
              List.of(keys).forEach(key -> unitOfWork.keys().insert(key, key.createdAt()));
              return keys.length;
            });
  }

  static void audit(KeyStore store, AuditEntry... entries) {
    store
        .transactor()
        .inTransaction(
            unitOfWork -> {
              List.of(entries).forEach(unitOfWork.audit()::append);
              return entries.length;
            });
  }
}
