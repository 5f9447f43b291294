package dev.latchkey.jdbi;

import dev.latchkey.core.Latchkey;
import dev.latchkey.core.authority.Caller;
import dev.latchkey.core.key.KeyId;
import dev.latchkey.core.usecase.NewToken;
import dev.latchkey.core.user.UserId;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A process that creates, expires and deletes keys as fast as it can until it is killed. It tells
 * of each change once that has been acknowledged, and never before.
 */
final class WritingChild {

  static final String CREATED = "create";
  static final String EXPIRED = "expire";
  static final String DELETED = "delete";
  static final String FAILED = "failed";

  /** How many changes can be under way when it is killed. */
  static final int THREADS = 2;

  private static final int DELETES_ONE_OF = 3;
  private static final Caller OPERATOR = Caller.localOperator("child");

  private final Latchkey latchkey;
  private final UserId owner;
  private final String prefix;
  private final AtomicInteger made = new AtomicInteger();

  private WritingChild(Latchkey latchkey, UserId owner, String prefix) {
    this.latchkey = latchkey;
    this.owner = owner;
    this.prefix = prefix;
  }

  /** Takes the URL of the database, the owner of the keys, and what their names begin with. */
  public static void main(String[] args) throws IOException {
    ChildProcess.sayReadyAndWait();
    Latchkey latchkey = Latchkey.on(JdbiKeyStore.open(args[0])).build();
    WritingChild child = new WritingChild(latchkey, UserId.of(args[1]), args[2]);
    for (int i = 0; i < THREADS; i++) {
      new Thread(child::writeForEver).start();
    }
  }

  private void writeForEver() {
    try {
      while (true) {
        write(made.incrementAndGet());
      }
    } catch (RuntimeException e) {
      ChildProcess.say(FAILED + " " + e);
      throw e;
    }
  }

  private void write(int number) {
    KeyId id =
        latchkey.createKey().execute(OPERATOR, owner, NewToken.named(prefix + number)).key().id();
    tell(CREATED, id);
    latchkey.expireKey().execute(OPERATOR, id);
    tell(EXPIRED, id);
    if (number % DELETES_ONE_OF == 0) {
      latchkey.deleteKey().execute(OPERATOR, id);
      tell(DELETED, id);
    }
  }

  private static void tell(String change, KeyId id) {
    ChildProcess.say(change + " " + id);
  }
}
