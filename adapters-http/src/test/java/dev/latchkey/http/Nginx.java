package dev.latchkey.http;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** A running nginx, on a free port, with a file of the documentation as its configuration. */
final class Nginx implements AutoCloseable {

  private static final int SECONDS = 20;

  private static final String MAIN =
      """
      daemon off;
      master_process off;
      pid nginx.pid;
      error_log stderr warn;
      events {
          worker_connections 256;
      }
      http {
          access_log off;
          client_body_temp_path body;
          proxy_temp_path proxy;
          fastcgi_temp_path fastcgi;
          uwsgi_temp_path uwsgi;
          scgi_temp_path scgi;
          include site.conf;
      }
      """;

  private final Process process;
  private final Path log;
  private final int port;

  private Nginx(Process process, Path log, int port) {
    this.process = process;
    this.log = log;
    this.port = port;
  }

  /**
   * Starts it.
   *
   * @param folder an empty one, for its files
   * @param site what a person would put into {@code conf.d}, listening on port 80
   */
  static Nginx start(NginxProgram program, Path folder, String site) throws IOException {
    int port = freePort();
    Files.writeString(folder.resolve("nginx.conf"), MAIN);
    Files.writeString(
        folder.resolve("site.conf"), replace(site, "listen 80;", "listen 127.0.0.1:" + port + ";"));
    Path log = folder.resolve("nginx.log");
    Process process =
        program
            .command("-p", folder.toString(), "-c", "nginx.conf", "-e", "stderr")
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    Nginx nginx = new Nginx(process, log, port);
    nginx.awaitListening();
    return nginx;
  }

  String url() {
    return "http://127.0.0.1:" + port;
  }

  InetSocketAddress address() {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
  }

  @Override
  public void close() {
    process.destroyForcibly().onExit().join();
  }

  private void awaitListening() throws IOException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
    while (process.isAlive() && System.nanoTime() < deadline) {
      try (Socket socket = new Socket()) {
        socket.connect(address(), 1000);
        return;
      } catch (IOException notYet) {
        Thread.onSpinWait();
      }
    }
    close();
    throw new AssertionError("nginx did not start: " + Files.readString(log));
  }

  private static int freePort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** {@code text} with {@code replacement} for {@code part}, which must be in it once. */
  static String replace(String text, String part, String replacement) {
    int at = text.indexOf(part);
    if (at < 0 || text.indexOf(part, at + 1) >= 0) {
      throw new AssertionError("expected once: " + part);
    }
    return text.replace(part, replacement);
  }
}
