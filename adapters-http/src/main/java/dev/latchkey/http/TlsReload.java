package dev.latchkey.http;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import javax.net.ssl.SSLContext;

/**
 * Reads the files for TLS again and again, and hands on what is new in them. While they are not in
 * order, what was there before stays, and the log says once what is wrong.
 */
final class TlsReload implements AutoCloseable {

  private static final Logger LOG = System.getLogger(TlsReload.class.getName());

  private final TlsFiles files;
  private final Consumer<? super SSLContext> server;
  private final ScheduledExecutorService executor =
      Executors.newSingleThreadScheduledExecutor(TlsReload::daemon);
  private TlsIdentity identity;
  private String problem = "";

  private TlsReload(TlsFiles files, TlsIdentity identity, Consumer<? super SSLContext> server) {
    this.files = files;
    this.identity = identity;
    this.server = server;
  }

  /**
   * Begins to look.
   *
   * @param identity what the server has now
   * @param server takes what it is to have from now on
   */
  static TlsReload start(
      TlsFiles files,
      TlsIdentity identity,
      Duration interval,
      Consumer<? super SSLContext> server) {
    TlsReload reload = new TlsReload(files, identity, server);
    say(identity);
    ScheduledFuture<?> unused =
        reload.executor.scheduleWithFixedDelay(
            reload::look, interval.toMillis(), interval.toMillis(), TimeUnit.MILLISECONDS);
    return reload;
  }

  @Override
  public void close() {
    executor.shutdownNow();
  }

  private void look() {
    try {
      TlsIdentity found = TlsIdentity.read(files, identity);
      if (found != identity) {
        server.accept(found.context());
        identity = found;
        say(found);
      }
      problem = "";
    } catch (BadTlsFilesException | RuntimeException e) {
      // The executor would drop a task that throws, for good and without a word.
      complain(String.valueOf(e.getMessage()));
    }
  }

  private void complain(String newProblem) {
    if (!newProblem.equals(problem)) {
      LOG.log(Level.WARNING, "The certificate stays as it was: " + newProblem);
      problem = newProblem;
    }
  }

  private static void say(TlsIdentity identity) {
    X509Certificate certificate = identity.certificate();
    Instant end = certificate.getNotAfter().toInstant();
    boolean ended = end.isBefore(Instant.now());
    LOG.log(
        ended ? Level.WARNING : Level.INFO,
        "TLS with the certificate of %s, which %s on %s"
            .formatted(certificate.getSubjectX500Principal(), ended ? "ended" : "ends", end));
  }

  private static Thread daemon(Runnable work) {
    Thread thread = new Thread(work, "latchkey-tls");
    thread.setDaemon(true);
    return thread;
  }
}
