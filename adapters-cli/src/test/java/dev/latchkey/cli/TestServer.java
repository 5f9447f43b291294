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

/** A real server over the in-memory twin, at a time that stands still. */
final class TestServer implements AutoCloseable {

  /** The time at which it begins. */
  static final Instant NOW = Instant.parse("2026-01-02T03:04:05.123456Z");

  final SettableClock clock = SettableClock.at(NOW);
  final IssuedKey owner;

  private final Latchkey latchkey;
  private final HttpServer http;

  TestServer() {
    this(new InMemoryKeyStore());
  }

  private TestServer(KeyStore store) {
    latchkey = Latchkey.on(store).clock(clock).build();
    owner =
        latchkey
            .createFirstUser()
            .execute(Caller.system("server"), new Username("admin"))
            .orElseThrow();
    InetSocketAddress anyPort = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    HttpConfig config = HttpConfig.at(anyPort, "0.0.0").withShutdownGrace(Duration.ZERO);
    http = HttpServer.start(latchkey, config);
  }

  /** One whose changes have that receipt. */
  static TestServer telling(Receipt receipt) {
    return new TestServer(new Propagating(new InMemoryKeyStore(), new ToldPropagation(receipt)));
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
