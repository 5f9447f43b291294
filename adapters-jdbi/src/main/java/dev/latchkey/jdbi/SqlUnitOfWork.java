package dev.latchkey.jdbi;

import dev.latchkey.core.port.ApiKeyRepository;
import dev.latchkey.core.port.AuditPort;
import dev.latchkey.core.port.Job;
import dev.latchkey.core.port.UnitOfWork;
import dev.latchkey.core.port.UserRepository;

final class SqlUnitOfWork implements UnitOfWork {

  private final TransactionScope scope;
  private final Dialect dialect;
  private final AuditInsert auditInsert;
  private final Touched touched;

  /**
   * @param touched told what is changed
   */
  SqlUnitOfWork(TransactionScope scope, Dialect dialect, AuditInsert auditInsert, Touched touched) {
    this.scope = scope;
    this.dialect = dialect;
    this.auditInsert = auditInsert;
    this.touched = touched;
  }

  @Override
  public ApiKeyRepository keys() {
    return new SqlApiKeys(scope, dialect, touched);
  }

  @Override
  public UserRepository users() {
    return new SqlUsers(scope, dialect, touched);
  }

  @Override
  public AuditPort audit() {
    return entry -> auditInsert.execute(scope.handle(), entry);
  }

  @Override
  public boolean tryLock(Job job) {
    return dialect.tryLock(scope.handle(), job);
  }
}
