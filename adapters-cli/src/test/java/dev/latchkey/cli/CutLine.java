package dev.latchkey.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketAddress;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A line to a database server that can be cut and mended. While it is cut, every connection is gone
 * and new ones are refused, as if the server had been stopped.
 */
final class CutLine implements AutoCloseable {

  private final SocketAddress target;
  private final SocketAddress address;
  private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
  private ServerSocket listener;

  /** Begins to pass on what comes in. */
  CutLine(InetSocketAddress target) throws IOException {
    this.target = target;
    listener = new ServerSocket(0, 0, InetAddress.getLoopbackAddress());
    address = listener.getLocalSocketAddress();
    accept(listener);
  }

  int port() {
    return ((InetSocketAddress) address).getPort();
  }

  /** Ends every connection and lets no other begin. */
  synchronized void cut() throws IOException {
    listener.close();
    sockets.forEach(CutLine::close);
    sockets.clear();
  }

  /** Lets connections begin again. */
  synchronized void mend() throws IOException {
    listener = new ServerSocket();
    listener.bind(address);
    accept(listener);
  }

  @Override
  public void close() throws IOException {
    cut();
  }

  private void accept(ServerSocket from) {
    daemon(
        () -> {
          while (!from.isClosed()) {
            try {
              connect(from, from.accept());
            } catch (IOException cut) {
              // Either this line, which ends the loop, or the server behind it.
            }
          }
        });
  }

  private synchronized void connect(ServerSocket from, Socket client) throws IOException {
    sockets.add(client);
    if (from.isClosed()) {
      close(client);
      return;
    }
    Socket server = new Socket();
    sockets.add(server);
    server.connect(target);
    daemon(() -> pump(client, server));
    daemon(() -> pump(server, client));
  }

  private static void pump(Socket from, Socket to) {
    try (from;
        to) {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      in.transferTo(out);
    } catch (IOException cut) {
      // Both ends are closed now.
    }
  }

  private static void daemon(Runnable work) {
    Thread thread = new Thread(work, "cut-line");
    thread.setDaemon(true);
    thread.start();
  }

  private static void close(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
