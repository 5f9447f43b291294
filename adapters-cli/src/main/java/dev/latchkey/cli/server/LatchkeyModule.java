package dev.latchkey.cli.server;

import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import dev.latchkey.core.Latchkey;
import dev.latchkey.core.port.KeyStore;
import dev.latchkey.core.usecase.Lifetimes;
import java.time.Duration;

/** Binds {@link Latchkey} as a singleton over the {@link KeyStore} that another module binds. */
final class LatchkeyModule extends AbstractModule {

  private final Lifetimes lifetimes;
  private final Duration retention;

  LatchkeyModule(Lifetimes lifetimes, Duration retention) {
    this.lifetimes = lifetimes;
    this.retention = retention;
  }

  @Provides
  @Singleton
  Latchkey latchkey(KeyStore store) {
    return Latchkey.on(store).lifetimes(lifetimes).retention(retention).build();
  }
}
