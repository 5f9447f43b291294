package dev.latchkey.cli;

import dev.latchkey.core.Latchkey;
import dev.latchkey.core.authority.Caller;
import dev.latchkey.core.port.KeyStore;
import dev.latchkey.core.port.Receipt;
import dev.latchkey.core.testkit.InMemoryKeyStore;
import dev.latchkey.core.testkit.Propagating;
import dev.latchkey.core.testkit.SettableClock;
import dev.latchkey.core.testkit.ToldPropagation;
import dev.latchkey.core.usecase.IssuedKey;
import dev.latchkey.core.user.Username;
import dev.latchkey.http.HttpConfig;
import dev.latchkey.http.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.function.UnaryOperator;

/** A real server over the in-memory twin, at a time that stands still. */
final class TestServer implements AutoCloseable {

  /** The time at which it begins. */
  static final Instant NOW = Instant.parse("2026-01-02T03:04:05.123456Z");

  final SettableClock clock = SettableClock.at(NOW);
  final IssuedKey owner;

  /** Where it keeps everything; another node may write there too. */
  final InMemoryKeyStore store = new InMemoryKeyStore();

  private final int apiRateLimit;
  private final Latchkey latchkey;
  private HttpServer http;

  TestServer() {
    this(UnaryOperator.identity(), -1);
  }

  private TestServer(UnaryOperator<KeyStore> around, int apiRateLimit) {
    this.apiRateLimit = apiRateLimit;
    latchkey = Latchkey.on(around.apply(store)).clock(clock).build();
    owner =
        latchkey
            .createFirstUser()
            .execute(Caller.system("server"), new Username("admin"))
            .orElseThrow();
    http = listenOn(0);
  }

  private HttpServer listenOn(int port) {
    InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    HttpConfig config =
        HttpConfig.at(address, "0.0.0")
            .withShutdownGrace(Duration.ZERO)
            .withApiRateLimit(apiRateLimit);
    return HttpServer.start(latchkey, config);
  }

  /** Stops to answer. */
  void stop() {
    http.close();
  }

  /** Answers again, where it did before. */
  void restart() {
    http = listenOn(http.address().getPort());
  }

  /** One whose changes have that receipt. */
  static TestServer telling(Receipt receipt) {
    return new TestServer(store -> new Propagating(store, new ToldPropagation(receipt)), -1);
  }

  /** One that takes so many requests a minute of a user for each endpoint. */
  static TestServer taking(int requests) {
    return new TestServer(UnaryOperator.identity(), requests);
  }

  String url() {
    return "http://127.0.0.1:" + http.address().getPort();
  }

  String ownerToken() {
    return owner.plaintext().reveal();
  }

  @Override
  public void close() {
    http.close();
    latchkey.close();
  }
}
