package dev.latchkey.jdbi;

import dev.latchkey.core.Latchkey;
import dev.latchkey.core.authority.Caller;
import dev.latchkey.core.key.PlaintextKey;
import dev.latchkey.core.port.KeyStore;
import dev.latchkey.core.usecase.NewToken;
import dev.latchkey.core.user.UserId;
import java.time.Duration;

/** Through the use cases. */
record LatchkeySide(Latchkey latchkey) implements BenchmarkSide {

  private static final Caller OPERATOR = Caller.localOperator("root");

  static LatchkeySide on(KeyStore store) {
    return new LatchkeySide(Latchkey.on(store).retention(Duration.ZERO).build());
  }

  @Override
  public void verify(PlaintextKey token) {
    if (!latchkey.verifyKey().execute(token.reveal()).isValid()) {
      throw new IllegalStateException("refused: " + token);
    }
  }

  @Override
  public void create(UserId owner, String name) {
    latchkey.createKey().execute(OPERATOR, owner, NewToken.named(name));
  }

  @Override
  public void expire(PlaintextKey token) {
    latchkey.expireKey().execute(OPERATOR, token.id());
  }

  @Override
  public void close() {
    latchkey.close();
  }
}
