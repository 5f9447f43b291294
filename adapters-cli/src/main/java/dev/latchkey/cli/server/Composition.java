package dev.latchkey.cli.server;

import com.google.inject.Guice;
import com.google.inject.Injector;
import com.google.inject.Module;
import com.google.inject.Stage;
import dev.latchkey.http.guice.HttpModule;
import dev.latchkey.jdbi.guice.JdbiKeyStoreModule;
import java.util.ArrayList;
import java.util.List;

/**
 * The composition root: which modules a configuration asks for, and an injector that takes nothing
 * for granted.
 */
final class Composition {

  private Composition() {}

  /** The modules of the application, in the order in which their parts are to be started. */
  static List<Module> modulesFor(ServerConfig config) {
    return List.of(
        new JdbiKeyStoreModule(config.jdbcUrl(), config.cache()),
        new LatchkeyModule(config.lifetimes(), config.retention()),
        new HttpModule(config.http()));
  }

  /** Starts every part. */
  static Injector start(List<Module> modules) {
    List<Module> strict = new ArrayList<>();
    strict.add(
        binder -> {
          binder.requireExplicitBindings();
          binder.requireAtInjectOnConstructors();
          binder.requireExactBindingAnnotations();
          binder.disableCircularProxies();
        });
    strict.addAll(modules);
    return Guice.createInjector(Stage.PRODUCTION, strict);
  }
}
