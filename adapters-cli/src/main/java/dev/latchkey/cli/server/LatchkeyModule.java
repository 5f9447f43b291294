package dev.latchkey.cli.server;

import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import dev.latchkey.core.Latchkey;
import dev.latchkey.core.port.KeyStore;
import dev.latchkey.core.usecase.Lifetimes;

/** Binds {@link Latchkey} as a singleton over the {@link KeyStore} that another module binds. */
final class LatchkeyModule extends AbstractModule {

  private final Lifetimes lifetimes;

  LatchkeyModule(Lifetimes lifetimes) {
    this.lifetimes = lifetimes;
  }

  @Provides
  @Singleton
  Latchkey latchkey(KeyStore store) {
    return Latchkey.on(store).lifetimes(lifetimes).build();
  }
}
