package dev.latchkey.http.guice;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.inject.AbstractModule;
import com.google.inject.Guice;
import com.google.inject.Injector;
import com.google.inject.Module;
import dev.latchkey.core.Latchkey;
import dev.latchkey.core.testkit.InMemoryKeyStore;
import dev.latchkey.http.HttpConfig;
import dev.latchkey.http.HttpServer;
import dev.latchkey.http.client.LatchkeyClient;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import org.junit.jupiter.api.Test;

class HttpModuleTest {

  @Test
  void givenALatchkey_whenTheServerIsAskedForTwice_thenOneIsStartedAndAnswers() {
    try (Latchkey latchkey = Latchkey.on(new InMemoryKeyStore()).build()) {
      HttpConfig config =
          HttpConfig.at(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), "1.2.3");
      Injector injector = Guice.createInjector(new HttpModule(config), binding(latchkey));

      try (HttpServer server = injector.getInstance(HttpServer.class)) {
        assertThat(injector.getInstance(HttpServer.class)).isSameAs(server);
        URI url = URI.create("http://127.0.0.1:" + server.address().getPort());
        assertThat(LatchkeyClient.to(url).hasFirstUser()).isFalse();
      }
    }
  }

  private static Module binding(Latchkey latchkey) {
    return new AbstractModule() {
      @Override
      protected void configure() {
        binder().requireExplicitBindings();
        bind(Latchkey.class).toInstance(latchkey);
      }
    };
  }
}
