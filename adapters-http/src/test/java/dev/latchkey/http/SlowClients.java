package dev.latchkey.http;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Very many clients on one thread, none of which reads an answer. */
final class SlowClients implements AutoCloseable {

  private static final int SMALL = 4096;
  private static final long PAUSE_MILLIS = 100;

  private final List<Client> clients = new ArrayList<>();
  private final Thread thread = new Thread(this::goOn, "slow-clients");
  private volatile boolean over;

  private record Client(SocketChannel channel, ByteBuffer rest) {}

  /**
   * Connects clients that send {@code beginning}, and a tenth of a second later {@code rest}, as
   * far as the server takes it, and so on.
   *
   * @param rest empty to send nothing more at all
   */
  SlowClients with(int count, InetSocketAddress server, String beginning, String rest)
      throws IOException {
    for (int i = 0; i < count; i++) {
      SocketChannel channel = SocketChannel.open();
      clients.add(new Client(channel, octets(rest)));
      channel.setOption(StandardSocketOptions.SO_RCVBUF, SMALL);
      channel.connect(server);
      channel.write(octets(beginning));
      channel.configureBlocking(false);
    }
    return this;
  }

  SlowClients start() {
    thread.start();
    return this;
  }

  @Override
  public void close() throws IOException {
    over = true;
    for (Client client : clients) {
      client.channel().close();
    }
  }

  private void goOn() {
    try {
      while (!over) {
        clients.forEach(SlowClients::send);
        TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void send(Client client) {
    try {
      if (!client.rest().hasRemaining()) {
        client.rest().rewind();
      }
      client.channel().write(client.rest());
    } catch (IOException hungUpOn) {
      // As the test expects it to be, sooner or later.
    }
  }

  private static ByteBuffer octets(String text) {
    return ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII));
  }
}
