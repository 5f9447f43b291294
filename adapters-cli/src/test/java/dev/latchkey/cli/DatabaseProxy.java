package dev.latchkey.cli;

import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Stands between a node and PostgreSQL, and does what a network does on a bad day. */
final class DatabaseProxy implements AutoCloseable {

  private static final Pattern URL =
      Pattern.compile("jdbc:postgresql://([^:/]+):([0-9]+)/([^?]+)(?:\\?(.*))?");
  private static final int NOTICE = 'A';
  private static final int BUFFER = 16 * 1024;

  private final String jdbcUrl;
  private final String host;
  private final int port;
  private final ServerSocket server;
  private final Set<Closeable> open = ConcurrentHashMap.newKeySet();
  private final Random random = new Random();
  private volatile boolean refusing;
  private volatile double lostNotices;
  private final LongAdder lost = new LongAdder();
  private boolean frozen;

  private DatabaseProxy(String original) throws IOException {
    Matcher url = URL.matcher(original);
    if (!url.matches()) {
      throw new IllegalArgumentException("not the URL of a PostgreSQL database");
    }
    host = url.group(1);
    port = Integer.parseInt(url.group(2));
    server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    String options = url.group(4) == null ? "" : url.group(4) + "&";
    // The proxy reads what is said.
    jdbcUrl =
        "jdbc:postgresql://127.0.0.1:%s/%s?%ssslmode=disable"
            .formatted(server.getLocalPort(), url.group(3), options);
    start(this::accept);
  }

  /** Stands before that database. */
  static DatabaseProxy before(String jdbcUrl) throws IOException {
    return new DatabaseProxy(jdbcUrl);
  }

  /** The way through the proxy. */
  String jdbcUrl() {
    return jdbcUrl;
  }

  /** Breaks every connection and refuses new ones, until it is healed. */
  void cut() {
    refusing = true;
    breakAll();
  }

  /** Breaks every connection. */
  void breakAll() {
    open.forEach(DatabaseProxy::close);
  }

  /** Lets nothing through and says nothing, until it is healed. */
  synchronized void freeze() {
    frozen = true;
  }

  /**
   * Loses notices.
   *
   * @param share how many of them, from 0 to 1
   */
  void loseNotices(double share) {
    lostNotices = share;
  }

  /** How many notices it has lost. */
  long lost() {
    return lost.sum();
  }

  /** All is well again. */
  synchronized void heal() {
    refusing = false;
    lostNotices = 0;
    frozen = false;
    notifyAll();
  }

  @Override
  public void close() {
    close(server);
    breakAll();
    heal();
  }

  private void accept() throws IOException {
    while (true) {
      Socket client = server.accept();
      if (refusing) {
        client.close();
      } else {
        connect(client);
      }
    }
  }

  private void connect(Socket client) throws IOException {
    Socket database;
    try {
      database = new Socket(host, port);
    } catch (IOException e) {
      client.close();
      return;
    }
    client.setTcpNoDelay(true);
    database.setTcpNoDelay(true);
    open.add(client);
    open.add(database);
    start(() -> pass(client, database, () -> copy(client, database)));
    start(() -> pass(client, database, () -> copyMessages(database, client)));
  }

  private interface Work {
    void run() throws IOException;
  }

  private void pass(Socket client, Socket database, Work work) {
    try {
      work.run();
    } catch (IOException e) {
      // Either end has gone, and the other is told below.
    } finally {
      close(client);
      close(database);
      open.remove(client);
      open.remove(database);
    }
  }

  private void copy(Socket from, Socket to) throws IOException {
    InputStream in = from.getInputStream();
    OutputStream out = to.getOutputStream();
    byte[] buffer = new byte[BUFFER];
    for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
      awaitThaw();
      out.write(buffer, 0, count);
    }
  }

  // What the database says is messages: a letter, a length, and the rest.
  private void copyMessages(Socket from, Socket to) throws IOException {
    InputStream raw = from.getInputStream();
    DataInputStream in = new DataInputStream(raw);
    DataOutputStream out = new DataOutputStream(new BufferedOutputStream(to.getOutputStream()));
    while (true) {
      int type = in.read();
      if (type < 0) {
        throw new EOFException();
      }
      int length = in.readInt();
      byte[] rest = in.readNBytes(length - Integer.BYTES);
      awaitThaw();
      if (type == NOTICE && random.nextDouble() < lostNotices) {
        lost.increment();
      } else {
        out.write(type);
        out.writeInt(length);
        out.write(rest);
      }
      if (raw.available() == 0) {
        out.flush();
      }
    }
  }

  private synchronized void awaitThaw() {
    try {
      while (frozen) {
        wait();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void start(Work work) {
    Thread thread =
        new Thread(
            () -> {
              try {
                work.run();
              } catch (IOException e) {
                // The proxy was closed.
              }
            },
            "database-proxy");
    thread.setDaemon(true);
    thread.start();
  }

  private static void close(Closeable closeable) {
    try {
      closeable.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
