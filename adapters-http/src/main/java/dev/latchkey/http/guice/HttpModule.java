package dev.latchkey.http.guice;

import static java.util.Objects.requireNonNull;

import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import dev.latchkey.core.Latchkey;
import dev.latchkey.http.HttpConfig;
import dev.latchkey.http.HttpServer;

/**
 * Binds the {@link HttpServer} as a singleton over a {@link Latchkey} that another module binds. It
 * starts when it is first asked for; whoever asked closes it.
 */
public final class HttpModule extends AbstractModule {

  private final HttpConfig config;

  /**
   * @param config how the server is set up
   */
  public HttpModule(HttpConfig config) {
    this.config = requireNonNull(config, "config is null");
  }

  @Provides
  @Singleton
  HttpServer server(Latchkey latchkey) {
    return HttpServer.start(latchkey, config);
  }
}
