package dev.latchkey.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicBoolean;

/** A line to a server on which requests arrive, and the answers to some of them are lost. */
final class LosingLine implements AutoCloseable {

  private static final int BUFFER = 16 * 1024;

  private final URI server;
  private final String lost;
  private final ServerSocket listener;

  /**
   * @param lost how requests begin whose answers are lost
   */
  LosingLine(String server, String lost) throws IOException {
    this.server = URI.create(server);
    this.lost = lost;
    listener = new ServerSocket(0, 0, InetAddress.getLoopbackAddress());
    daemon(this::accept);
  }

  String url() {
    return "http://127.0.0.1:" + listener.getLocalPort();
  }

  @Override
  public void close() throws IOException {
    listener.close();
  }

  private void accept() {
    while (!listener.isClosed()) {
      try {
        Socket near = listener.accept();
        Socket far = new Socket(server.getHost(), server.getPort());
        AtomicBoolean losing = new AtomicBoolean();
        daemon(() -> passOn(near, far, losing));
        daemon(() -> answer(far, near, losing));
      } catch (IOException closed) {
        // Nobody uses the line any more.
      }
    }
  }

  private void passOn(Socket near, Socket far, AtomicBoolean losing) {
    StringBuilder seen = new StringBuilder();
    byte[] some = new byte[BUFFER];
    try (near;
        far) {
      InputStream in = near.getInputStream();
      OutputStream out = far.getOutputStream();
      for (int length = in.read(some); length >= 0; length = in.read(some)) {
        seen.append(new String(some, 0, length, StandardCharsets.ISO_8859_1));
        if (seen.indexOf(lost) >= 0) {
          losing.set(true);
        }
        out.write(some, 0, length);
      }
    } catch (IOException closed) {
      // Both ends are closed now.
    }
  }

  private static void answer(Socket far, Socket near, AtomicBoolean losing) {
    byte[] some = new byte[BUFFER];
    try (near;
        far) {
      InputStream in = far.getInputStream();
      OutputStream out = near.getOutputStream();
      int length = in.read(some);
      while (length >= 0 && !losing.get()) {
        out.write(some, 0, length);
        length = in.read(some);
      }
    } catch (IOException closed) {
      // Both ends are closed now.
    }
  }

  private static void daemon(Runnable work) {
    Thread thread = new Thread(work, "losing-line");
    thread.setDaemon(true);
    thread.start();
  }
}
