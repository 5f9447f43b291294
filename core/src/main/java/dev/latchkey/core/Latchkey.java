package dev.latchkey.core;

import static java.util.Objects.requireNonNull;

import dev.latchkey.core.authority.Authority;
import dev.latchkey.core.authority.ContractScopes;
import dev.latchkey.core.port.KeyStore;
import dev.latchkey.core.port.ScopeCatalog;
import dev.latchkey.core.usecase.ActivateUser;
import dev.latchkey.core.usecase.Activity;
import dev.latchkey.core.usecase.ChangeRoles;
import dev.latchkey.core.usecase.CheckFirstUser;
import dev.latchkey.core.usecase.CheckReadiness;
import dev.latchkey.core.usecase.CreateFirstUser;
import dev.latchkey.core.usecase.CreateKey;
import dev.latchkey.core.usecase.CreateUser;
import dev.latchkey.core.usecase.DeleteKey;
import dev.latchkey.core.usecase.DeleteUser;
import dev.latchkey.core.usecase.DeniedAttempts;
import dev.latchkey.core.usecase.ExpireKey;
import dev.latchkey.core.usecase.ExportKeys;
import dev.latchkey.core.usecase.FindKey;
import dev.latchkey.core.usecase.FindUser;
import dev.latchkey.core.usecase.ForwardClock;
import dev.latchkey.core.usecase.ImportKeys;
import dev.latchkey.core.usecase.Lifetimes;
import dev.latchkey.core.usecase.ListKeys;
import dev.latchkey.core.usecase.ListNodes;
import dev.latchkey.core.usecase.ListUsers;
import dev.latchkey.core.usecase.Logout;
import dev.latchkey.core.usecase.PurgeKeys;
import dev.latchkey.core.usecase.PurgeSchedule;
import dev.latchkey.core.usecase.RefuseChange;
import dev.latchkey.core.usecase.Retention;
import dev.latchkey.core.usecase.SearchAudit;
import dev.latchkey.core.usecase.SuspendUser;
import dev.latchkey.core.usecase.UsageRecorder;
import dev.latchkey.core.usecase.VerifyKey;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;

/**
 * The front door for products that embed Latchkey: it wires the use cases over a store and hands
 * them out. Thread-safe; one for a process is enough.
 *
 * <pre>{@code
 * try (Latchkey latchkey = Latchkey.on(store).build()) {
 *   Verification answer = latchkey.verifyKey().execute(token);
 * }
 * }</pre>
 */
public final class Latchkey implements AutoCloseable {

  private final KeyStore store;
  private final Shared shared;
  private final boolean lent;
  private final CreateKey createKey;
  private final VerifyKey verifyKey;
  private final ExpireKey expireKey;
  private final DeleteKey deleteKey;
  private final RefuseChange refuseChange;
  private final FindKey findKey;
  private final ListKeys listKeys;
  private final Logout logout;
  private final PurgeKeys purgeKeys;
  private final CreateUser createUser;
  private final CreateFirstUser createFirstUser;
  private final CheckFirstUser checkFirstUser;
  private final FindUser findUser;
  private final ListUsers listUsers;
  private final ListNodes listNodes;
  private final SuspendUser suspendUser;
  private final ActivateUser activateUser;
  private final ChangeRoles changeRoles;
  private final DeleteUser deleteUser;
  private final SearchAudit searchAudit;
  private final CheckReadiness checkReadiness;
  private final ImportKeys importKeys;
  private final ExportKeys exportKeys;

  private Latchkey(KeyStore given, Shared shared, boolean lent) {
    store = shared.activity().counting(given);
    this.shared = shared;
    this.lent = lent;
    InstantSource clock = shared.clock();
    SecureRandom random = shared.random();
    Authority authority = shared.authority();
    Lifetimes lifetimes = shared.lifetimes();
    createKey =
        new CreateKey(
            store.transactor(),
            store.users(),
            authority,
            shared.scopes(),
            lifetimes,
            clock,
            random);
    verifyKey =
        new VerifyKey(store.directory(), shared.scopes(), shared.usage(), shared.activity(), clock);
    expireKey =
        new ExpireKey(store.transactor(), store.propagation(), authority, clock, shared.denied());
    deleteKey =
        new DeleteKey(store.transactor(), store.propagation(), authority, clock, shared.denied());
    refuseChange = new RefuseChange(store.keys(), shared.denied(), clock);
    findKey = new FindKey(store.keys(), authority, clock);
    listKeys = new ListKeys(store.keys(), authority, clock);
    logout = new Logout(store.transactor(), store.propagation(), authority, clock);
    purgeKeys = new PurgeKeys(store.transactor(), shared.retention(), clock);
    createUser = new CreateUser(store.transactor(), authority, clock);
    createFirstUser = new CreateFirstUser(store.transactor(), lifetimes, clock, random);
    checkFirstUser = new CheckFirstUser(store.users());
    findUser = new FindUser(store.users(), authority);
    listNodes = new ListNodes(store.propagation(), authority);
    listUsers = new ListUsers(store.users(), authority);
    suspendUser = new SuspendUser(store.transactor(), store.propagation(), authority, clock);
    activateUser = new ActivateUser(store.transactor(), authority, clock);
    changeRoles = new ChangeRoles(store.transactor(), store.propagation(), authority, clock);
    deleteUser = new DeleteUser(store.transactor(), store.propagation(), authority, clock);
    searchAudit = new SearchAudit(store.audit(), authority);
    checkReadiness = new CheckReadiness(store.users());
    importKeys = new ImportKeys(store, shared.scopes(), clock);
    exportKeys = new ExportKeys(store, clock);
  }

  /** Begins to build a Latchkey over {@code store}, which it will close when it is closed. */
  public static Builder on(KeyStore store) {
    return new Builder(requireNonNull(store, "store is null"));
  }

  /**
   * The same use cases over a store that works in a transaction of the host product: what they do
   * is committed, or undone, together with what the host does in it. Others see it when the host
   * has committed, and only then an expire is final (G1, G8).
   *
   * <p>Clock, lifetimes and scopes are the same, and the use of keys is noted by the same recorder,
   * as denied attempts are: those are in the audit trail even if the host undoes its transaction.
   * It is made for one transaction: it costs a few objects and no thread, and closing it does
   * nothing. To be used by whoever may use {@code lent}, as long as the host's transaction lasts.
   */
  public Latchkey within(KeyStore lent) {
    return new Latchkey(requireNonNull(lent, "lent is null"), shared, true);
  }

  /** Issues tokens and session keys. */
  public CreateKey createKey() {
    return createKey;
  }

  /** Decides whether a token is good. */
  public VerifyKey verifyKey() {
    return verifyKey;
  }

  /** Ends a key and keeps its record. */
  public ExpireKey expireKey() {
    return expireKey;
  }

  /** Removes the record of a key and keeps its audit entries. */
  public DeleteKey deleteKey() {
    return deleteKey;
  }

  /** Takes note of an attempt on a key that was refused before it came this far. */
  public RefuseChange refuseChange() {
    return refuseChange;
  }

  /** Finds one key. */
  public FindKey findKey() {
    return findKey;
  }

  /** Lists tokens. */
  public ListKeys listKeys() {
    return listKeys;
  }

  /** Ends a session by the key that asks for it. */
  public Logout logout() {
    return logout;
  }

  /** Removes the records of keys that ended long ago; done in the background by itself, too. */
  public PurgeKeys purgeKeys() {
    return purgeKeys;
  }

  /** Creates users. */
  public CreateUser createUser() {
    return createUser;
  }

  /** Creates the first user of an empty store. */
  public CreateFirstUser createFirstUser() {
    return createFirstUser;
  }

  /** Tells whether there is any user. */
  public CheckFirstUser checkFirstUser() {
    return checkFirstUser;
  }

  /** Finds one user. */
  public FindUser findUser() {
    return findUser;
  }

  /** Lists the nodes that verify keys from memory. */
  public ListNodes listNodes() {
    return listNodes;
  }

  /** Lists users. */
  public ListUsers listUsers() {
    return listUsers;
  }

  /** Has all keys of a user refused for the time being. */
  public SuspendUser suspendUser() {
    return suspendUser;
  }

  /** Has the keys of a suspended user honoured again. */
  public ActivateUser activateUser() {
    return activateUser;
  }

  /** Says which roles a user has. */
  public ChangeRoles changeRoles() {
    return changeRoles;
  }

  /** Deletes a user and expires their keys. */
  public DeleteUser deleteUser() {
    return deleteUser;
  }

  /** Searches the audit trail. */
  public SearchAudit searchAudit() {
    return searchAudit;
  }

  /** Tells whether the store answers. */
  public CheckReadiness checkReadiness() {
    return checkReadiness;
  }

  /** Brings in tokens that exist elsewhere, by the hash of their secret. */
  public ImportKeys importKeys() {
    return importKeys;
  }

  /** Hands out tokens in the shape that an import reads. */
  public ExportKeys exportKeys() {
    return exportKeys;
  }

  /** What was done so far, in numbers; also what was done {@link #within} a lent transaction. */
  public Activity activity() {
    return shared.activity();
  }

  /** How long keys live. */
  public Lifetimes lifetimes() {
    return shared.lifetimes();
  }

  /**
   * Ends the work in the background, stores what is still to be noted of denied attempts and of the
   * use of keys, then closes the store. One that was made by {@link #within} closes nothing.
   */
  @Override
  public void close() {
    if (lent) {
      return;
    }
    shared.purging().close();
    try {
      shared.denied().close();
      shared.usage().close();
    } finally {
      store.close();
    }
  }

  /**
   * What the use cases over one store and over the transactions that it was lent have in common.
   */
  private record Shared(
      InstantSource clock,
      SecureRandom random,
      Lifetimes lifetimes,
      ScopeCatalog scopes,
      Authority authority,
      Retention retention,
      UsageRecorder usage,
      Activity activity,
      DeniedAttempts denied,
      PurgeSchedule purging) {

    static Shared of(Builder builder) {
      Activity activity = new Activity();
      KeyStore store = activity.counting(builder.store);
      InstantSource clock = new ForwardClock(builder.clock);
      SecureRandom random = new SecureRandom();
      return new Shared(
          clock,
          random,
          builder.lifetimes,
          builder.scopes,
          new Authority(builder.scopes),
          builder.retention,
          new UsageRecorder(store.usage(), clock),
          activity,
          // Not counted: nothing was changed.
          new DeniedAttempts(builder.store.transactor()),
          new PurgeSchedule(new PurgeKeys(store.transactor(), builder.retention, clock), random));
    }
  }

  /** Collects what a {@link Latchkey} is built from. Not thread-safe. */
  public static final class Builder {

    private final KeyStore store;
    private InstantSource clock = InstantSource.system();
    private Lifetimes lifetimes = Lifetimes.DEFAULT;
    private Retention retention = Retention.DEFAULT;
    private ScopeCatalog scopes = new ContractScopes();

    private Builder(KeyStore store) {
      this.store = store;
    }

    /** Tells the time; default the clock of the machine. */
    public Builder clock(InstantSource newClock) {
      clock = requireNonNull(newClock, "clock is null");
      return this;
    }

    /** How long keys live; default {@link Lifetimes#DEFAULT}. */
    public Builder lifetimes(Lifetimes newLifetimes) {
      lifetimes = requireNonNull(newLifetimes, "lifetimes is null");
      return this;
    }

    /**
     * How long the records of keys are kept after their end; default 90 days, zero for ever. What
     * ended longer ago is removed in the background, with an audit entry for each key.
     *
     * @throws IllegalArgumentException if it is not zero and under a second or over 292 years
     */
    public Builder retention(Duration newRetention) {
      retention = new Retention(requireNonNull(newRetention, "retention is null"));
      return this;
    }

    /** Which scopes exist; default {@link ContractScopes}. */
    public Builder scopes(ScopeCatalog newScopes) {
      scopes = requireNonNull(newScopes, "scopes is null");
      return this;
    }

    /** Builds it and starts what it does in the background. */
    public Latchkey build() {
      return new Latchkey(store, Shared.of(this), false);
    }
  }
}
