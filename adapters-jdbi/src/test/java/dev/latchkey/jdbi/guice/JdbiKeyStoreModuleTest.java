package dev.latchkey.jdbi.guice;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.inject.Guice;
import com.google.inject.Injector;
import com.google.inject.Stage;
import dev.latchkey.core.port.KeyStore;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class JdbiKeyStoreModuleTest {

  @TempDir Path directory;

  @Test
  void givenAStrictInjector_whenAskedForTheStore_thenItIsAlwaysTheSameOnTheFileOfTheUrl() {
    Path file = directory.resolve("keys.db");
    Injector injector =
        Guice.createInjector(
            Stage.PRODUCTION,
            binder -> {
              binder.requireExplicitBindings();
              binder.requireExactBindingAnnotations();
              binder.disableCircularProxies();
            },
            new JdbiKeyStoreModule("jdbc:sqlite:" + file));

    try (KeyStore store = injector.getInstance(KeyStore.class)) {
      assertThat(injector.getInstance(KeyStore.class)).isSameAs(store);
      assertThat(Files.exists(file)).isTrue();
    }
  }
}
