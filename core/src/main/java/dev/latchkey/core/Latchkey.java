package dev.latchkey.core;

import static java.util.Objects.requireNonNull;

import dev.latchkey.core.authority.Authority;
import dev.latchkey.core.authority.ContractScopes;
import dev.latchkey.core.port.KeyStore;
import dev.latchkey.core.port.ScopeCatalog;
import dev.latchkey.core.usecase.CheckFirstUser;
import dev.latchkey.core.usecase.CreateFirstUser;
import dev.latchkey.core.usecase.CreateKey;
import dev.latchkey.core.usecase.CreateUser;
import dev.latchkey.core.usecase.DeleteKey;
import dev.latchkey.core.usecase.ExpireKey;
import dev.latchkey.core.usecase.FindKey;
import dev.latchkey.core.usecase.FindUser;
import dev.latchkey.core.usecase.Lifetimes;
import dev.latchkey.core.usecase.ListKeys;
import dev.latchkey.core.usecase.MicrosecondClock;
import dev.latchkey.core.usecase.SearchAudit;
import dev.latchkey.core.usecase.UsageRecorder;
import dev.latchkey.core.usecase.VerifyKey;
import java.security.SecureRandom;
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
  private final Lifetimes lifetimes;
  private final UsageRecorder usage;
  private final CreateKey createKey;
  private final VerifyKey verifyKey;
  private final ExpireKey expireKey;
  private final DeleteKey deleteKey;
  private final FindKey findKey;
  private final ListKeys listKeys;
  private final CreateUser createUser;
  private final CreateFirstUser createFirstUser;
  private final CheckFirstUser checkFirstUser;
  private final FindUser findUser;
  private final SearchAudit searchAudit;

  private Latchkey(Builder builder) {
    InstantSource clock = new MicrosecondClock(builder.clock);
    SecureRandom random = new SecureRandom();
    Authority authority = new Authority(builder.scopes);
    store = builder.store;
    lifetimes = builder.lifetimes;
    usage = new UsageRecorder(store.usage(), clock);
    createKey =
        new CreateKey(
            store.transactor(), store.users(), authority, builder.scopes, lifetimes, clock, random);
    verifyKey = new VerifyKey(store.directory(), usage, clock);
    expireKey = new ExpireKey(store.transactor(), authority, clock);
    deleteKey = new DeleteKey(store.transactor(), authority, clock);
    findKey = new FindKey(store.keys(), authority);
    listKeys = new ListKeys(store.keys(), authority, clock);
    createUser = new CreateUser(store.transactor(), authority, clock);
    createFirstUser = new CreateFirstUser(store.transactor(), lifetimes, clock, random);
    checkFirstUser = new CheckFirstUser(store.users());
    findUser = new FindUser(store.users(), authority);
    searchAudit = new SearchAudit(store.audit(), authority);
  }

  /** Begins to build a Latchkey over {@code store}, which it will close when it is closed. */
  public static Builder on(KeyStore store) {
    return new Builder(requireNonNull(store, "store is null"));
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

  /** Finds one key. */
  public FindKey findKey() {
    return findKey;
  }

  /** Lists tokens. */
  public ListKeys listKeys() {
    return listKeys;
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

  /** Searches the audit trail. */
  public SearchAudit searchAudit() {
    return searchAudit;
  }

  /** How long keys live. */
  public Lifetimes lifetimes() {
    return lifetimes;
  }

  /** Stores what is still to be noted of the use of keys, then closes the store. */
  @Override
  public void close() {
    try {
      usage.close();
    } finally {
      store.close();
    }
  }

  /** Collects what a {@link Latchkey} is built from. Not thread-safe. */
  public static final class Builder {

    private final KeyStore store;
    private InstantSource clock = InstantSource.system();
    private Lifetimes lifetimes = Lifetimes.DEFAULT;
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

    /** Which scopes exist; default {@link ContractScopes}. */
    public Builder scopes(ScopeCatalog newScopes) {
      scopes = requireNonNull(newScopes, "scopes is null");
      return this;
    }

    /** Builds it and starts what it does in the background. */
    public Latchkey build() {
      return new Latchkey(this);
    }
  }
}
