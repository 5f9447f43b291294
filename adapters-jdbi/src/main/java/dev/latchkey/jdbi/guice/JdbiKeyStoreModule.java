package dev.latchkey.jdbi.guice;

import static java.util.Objects.requireNonNull;

import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import dev.latchkey.core.port.KeyStore;
import dev.latchkey.jdbi.JdbiKeyStore;
import dev.latchkey.jdbi.VerificationCache;

/**
 * Binds {@link KeyStore} to the database that a JDBC URL names. It is opened once, when it is first
 * asked for or, in {@code Stage.PRODUCTION}, at once. Who builds the injector closes the store.
 */
public final class JdbiKeyStoreModule extends AbstractModule {

  private final String jdbcUrl;
  private final VerificationCache cache;

  /**
   * @param jdbcUrl as for {@link JdbiKeyStore#open(String)}
   */
  public JdbiKeyStoreModule(String jdbcUrl) {
    this(jdbcUrl, VerificationCache.OFF);
  }

  /**
   * @param jdbcUrl as for {@link JdbiKeyStore#open(String)}
   * @param cache how verifications are answered from memory
   */
  public JdbiKeyStoreModule(String jdbcUrl, VerificationCache cache) {
    this.jdbcUrl = requireNonNull(jdbcUrl, "jdbcUrl is null");
    this.cache = requireNonNull(cache, "cache is null");
  }

  @Provides
  @Singleton
  KeyStore keyStore() {
    return JdbiKeyStore.open(jdbcUrl, cache);
  }
}
