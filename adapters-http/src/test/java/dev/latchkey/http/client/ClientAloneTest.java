package dev.latchkey.http.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.latchkey.core.key.PlaintextKey;
import dev.latchkey.http.TestServer;
import dev.latchkey.http.wire.CreateTokenJson;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The client in a product that has no server in it. */
class ClientAloneTest {

  @Test
  void givenAClassPathWithoutAServer_whenTheClientCalls_thenItMissesNothing() throws Exception {
    try (TestServer server = TestServer.start();
        URLClassLoader alone = withoutServer()) {
      for (String absent : List.of("io.undertow.Undertow", "com.google.inject.Guice")) {
        assertThatThrownBy(() -> alone.loadClass(absent))
            .isInstanceOf(ClassNotFoundException.class);
      }
      String token = server.tokenOf(server.site().siteOwner("admin"));

      Class<?> product = alone.loadClass(Product.class.getName());
      @SuppressWarnings("unchecked")
      BiFunction<URI, String, String> calls =
          (BiFunction<URI, String, String>) product.getDeclaredConstructor().newInstance();

      assertThat(product).isNotSameAs(Product.class);
      assertThat(calls.apply(server.url(), token)).isEqualTo("admin created, expired ci");
    }
  }

  /** What such a product does. It is loaded twice, the second time without a server around it. */
  public static final class Product implements BiFunction<URI, String, String> {

    /** For the loader above. */
    public Product() {}

    @Override
    public String apply(URI url, String token) {
      LatchkeyClient client = LatchkeyClient.to(url).withToken(token);
      PlaintextKey key = client.createToken("me", CreateTokenJson.named("ci"));
      client.expireApiKey("me", key.id().value());
      List<String> names = new ArrayList<>();
      client.forEachToken(
          TokenQuery.ofEverybody().withExpired(), item -> names.add(item.tokenName()));
      String name = client.keyById("me", key.id().value()).tokenName();
      boolean trail =
          client.auditLogs(AuditQuery.everything().keyId(key.id().value()), 0, 0).count() == 2;
      try {
        LatchkeyClient.to(url).me();
        return "let in without a token";
      } catch (ApiException.Unauthorized due) {
        return client.me().username() + (trail ? " created, expired " : " lost ") + name;
      }
    }
  }

  /** This module and what the client needs, which is the core and Jackson. */
  private static URLClassLoader withoutServer() throws IOException {
    List<URL> urls = new ArrayList<>();
    for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
      if (isNeeded(entry.replace(File.separatorChar, '/'))) {
        urls.add(Path.of(entry).toUri().toURL());
      }
    }
    return new URLClassLoader(urls.toArray(URL[]::new), ClassLoader.getPlatformClassLoader());
  }

  private static boolean isNeeded(String path) {
    return Stream.of("/adapters-http/target/", "/core/target/", "latchkey-core", "/jackson-")
        .anyMatch(path::contains);
  }
}
