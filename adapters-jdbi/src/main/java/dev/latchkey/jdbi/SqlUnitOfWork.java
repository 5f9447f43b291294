package dev.latchkey.jdbi;

import dev.latchkey.core.port.ApiKeyRepository;
import dev.latchkey.core.port.AuditPort;
import dev.latchkey.core.port.UnitOfWork;
import dev.latchkey.core.port.UserRepository;

final class SqlUnitOfWork implements UnitOfWork {

  private final TransactionScope scope;

  SqlUnitOfWork(TransactionScope scope) {
    this.scope = scope;
  }

  @Override
  public ApiKeyRepository keys() {
    return new SqlApiKeys(scope);
  }

  @Override
  public UserRepository users() {
    return new SqlUsers(scope);
  }

  @Override
  public AuditPort audit() {
    return new SqlAudit(scope);
  }
}
