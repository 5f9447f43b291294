package dev.latchkey.cli.server;

import com.google.inject.CreationException;
import com.google.inject.Injector;
import dev.latchkey.cli.ProcessContext;
import dev.latchkey.cli.log.ProcessLog;
import dev.latchkey.cli.store.DatabaseSetting;
import dev.latchkey.core.Latchkey;
import dev.latchkey.core.error.LatchkeyException;
import dev.latchkey.core.error.StoreException;
import dev.latchkey.http.HttpServer;
import java.util.concurrent.CountDownLatch;

/**
 * A server from its start to its end: it opens the database, binds the port, creates the first user
 * of an empty database, and serves until the process is told to stop.
 */
final class Server {

  private final ProcessContext context;
  private final ServerConfig config;
  private final Announcements announcements;

  Server(ProcessContext context, ServerConfig config) {
    this.context = context;
    this.config = config;
    announcements = new Announcements(context, config.logFormat());
  }

  /** Serves; returns only if its thread is interrupted. */
  void run() {
    ProcessLog.start(config.logFormat());
    DatabaseSetting.createDefaultFolder(context, config.jdbcUrl());
    Injector injector = start();
    Latchkey latchkey = injector.getInstance(Latchkey.class);
    HttpServer http = injector.getInstance(HttpServer.class);
    try (latchkey;
        http) {
      String scheme = config.http().tls() == null ? "http://" : "https://";
      String url = scheme + Addresses.text(http.address());
      createFirstUser(latchkey, url);
      Thread stop = new Thread(() -> stop(http, latchkey), "latchkey-stop");
      Runtime.getRuntime().addShutdownHook(stop);
      announcements.say("listening on " + url);
      awaitInterrupt();
      Runtime.getRuntime().removeShutdownHook(stop);
    }
  }

  private Injector start() {
    try {
      return Composition.start(Composition.modulesFor(config));
    } catch (CreationException e) {
      throw StartFailure.of(e, config.http().address());
    }
  }

  private void createFirstUser(Latchkey latchkey, String url) {
    try {
      new FirstUser(context.out(), announcements, latchkey, url)
          .createIfNone(config.ownerTokenFile());
    } catch (LatchkeyException | StoreException e) {
      throw StartFailure.ofFirstUser(e);
    }
  }

  // Requests that run are answered first, then what is left to note is stored.
  private void stop(HttpServer http, Latchkey latchkey) {
    announcements.say("stopping");
    http.close();
    latchkey.close();
    announcements.say("stopped");
  }

  private static void awaitInterrupt() {
    try {
      new CountDownLatch(1).await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
