package dev.latchkey.core.usecase;

import dev.latchkey.core.audit.AuditEntry;
import dev.latchkey.core.authority.Caller.Trusted;
import dev.latchkey.core.error.ImportProblem;
import dev.latchkey.core.error.LatchkeyException.ImportRefused;
import dev.latchkey.core.error.LatchkeyException.NameTaken;
import dev.latchkey.core.error.LatchkeyException.NotFound;
import dev.latchkey.core.error.StoreException;
import dev.latchkey.core.key.ApiKey;
import dev.latchkey.core.port.KeyStore;
import dev.latchkey.core.port.ScopeCatalog;
import dev.latchkey.core.port.Transactor;
import dev.latchkey.core.port.UnitOfWork;
import dev.latchkey.core.port.UserDirectory;
import dev.latchkey.core.user.UserId;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * Brings in tokens that exist elsewhere, by the hash of their secret, so that nobody needs a new
 * one. Thread-safe.
 */
public final class ImportKeys {

  private final Transactor transactor;
  private final UserDirectory users;
  private final ImportConflicts conflicts;
  private final GrantRules grants;
  private final InstantSource clock;

  /** Wires the use case. */
  public ImportKeys(KeyStore store, ScopeCatalog scopes, InstantSource clock) {
    this.transactor = store.transactor();
    this.users = store.users();
    this.conflicts = new ImportConflicts(store.keys(), store.users());
    this.grants = new GrantRules(scopes);
    this.clock = clock;
  }

  /**
   * Imports all the keys, or none of them, in one transaction and with one audit entry each. Keys
   * that have ended come in as ended. An id that a key of this store has, or ever had, is refused,
   * so that no key comes back to life. A lifetime over the maximum is allowed, because the key has
   * it already. The owners must exist.
   *
   * @param caller who imports
   * @param lines consumed once
   * @param dryRun only to check; nothing is changed
   * @return what was imported, or with {@code dryRun} would be
   * @throws ImportRefused with everything that is wrong; nothing was imported then
   */
  public ImportSummary execute(Trusted caller, Stream<ImportLine> lines, boolean dryRun) {
    Instant now = clock.instant();
    List<CheckedLine> checked = check(lines, now);
    requireNone(
        Stream.of(
                checked.stream().flatMap(CheckedLine::problems),
                conflicts.among(checked).stream(),
                conflicts.withStore(checked, now).stream())
            .flatMap(each -> each));
    List<ApiKey> keys = checked.stream().map(CheckedLine::key).filter(Objects::nonNull).toList();
    if (!dryRun) {
      store(caller, checked, keys, now);
    }
    return new ImportSummary(
        keys.size(), (int) keys.stream().map(ApiKey::owner).distinct().count());
  }

  private List<CheckedLine> check(Stream<ImportLine> lines, Instant now) {
    ImportOwners owners = new ImportOwners(users);
    return lines.map(line -> new ImportLineReader(line, owners, grants, now).read()).toList();
  }

  private void store(Trusted caller, List<CheckedLine> checked, List<ApiKey> keys, Instant now) {
    try {
      transactor.inTransaction(unitOfWork -> insert(unitOfWork, caller, keys, now));
    } catch (NameTaken | NotFound | StoreException e) {
      // Somebody was faster. Where, the store tells best when it is asked again.
      requireNone(conflicts.withStore(checked, now).stream());
      throw e;
    }
  }

  private static int insert(UnitOfWork unitOfWork, Trusted caller, List<ApiKey> keys, Instant now) {
    requireOwners(unitOfWork, keys);
    for (ApiKey key : keys) {
      unitOfWork.keys().insert(key, now);
    }
    requireNewIds(unitOfWork, keys);
    for (ApiKey key : keys) {
      unitOfWork.audit().append(AuditEntry.keyCreated(key, caller.actor(), caller.request(), now));
    }
    return keys.size();
  }

  private static void requireOwners(UnitOfWork unitOfWork, List<ApiKey> keys) {
    // In one order, so that two imports can't wait for each other.
    List<UserId> owners =
        keys.stream()
            .map(ApiKey::owner)
            .distinct()
            .sorted(Comparator.comparing(UserId::value))
            .toList();
    for (UserId owner : owners) {
      if (unitOfWork.users().find(owner).isEmpty()) {
        throw new NotFound();
      }
    }
  }

  // A key may have come and gone since it was looked for. From the insert on nobody can take the
  // id.
  private static void requireNewIds(UnitOfWork unitOfWork, List<ApiKey> keys) {
    if (!unitOfWork.keys().auditedAmong(keys.stream().map(ApiKey::id).toList()).isEmpty()) {
      throw new StoreException(
          "The audit trail knows the id of a key that is imported.",
          new IllegalStateException("the id of a key is used once"));
    }
  }

  private static void requireNone(Stream<ImportProblem> problems) {
    List<ImportProblem> found =
        problems.sorted(Comparator.comparingLong(ImportProblem::line)).toList();
    if (!found.isEmpty()) {
      throw new ImportRefused(found);
    }
  }
}
