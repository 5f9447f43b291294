package dev.latchkey.http.client;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A server that does what a test says, octet by octet: the first request gets the first reply, and
 * so on; the last reply is for all that follow. It keeps what it was asked.
 */
final class ScriptedServer implements AutoCloseable {

  private final ServerSocket listener;
  private final List<Reply> replies;
  private final boolean once;
  private final List<String> requests = new CopyOnWriteArrayList<>();
  private final List<Socket> open = new CopyOnWriteArrayList<>();
  private final AtomicInteger answered = new AtomicInteger();

  /** What is done with one request; the connection is closed after it. */
  interface Reply {
    void to(Socket client) throws IOException;
  }

  private ScriptedServer(List<Reply> replies, boolean once) throws IOException {
    this.replies = replies;
    this.once = once;
    listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Thread thread = new Thread(this::listen, "scripted-server");
    thread.setDaemon(true);
    thread.start();
  }

  static ScriptedServer that(Reply... replies) throws IOException {
    return new ScriptedServer(List.of(replies), false);
  }

  /** One that has ceased to listen when it answers its only request. */
  static ScriptedServer thatAnswersOnce(Reply reply) throws IOException {
    return new ScriptedServer(List.of(reply), true);
  }

  /** An answer in due form. */
  static Reply answers(int status, String type, String body, String... headers) {
    StringBuilder head = new StringBuilder("HTTP/1.1 " + status + " Whatever\r\n");
    head.append("Content-Type: ").append(type).append("\r\n");
    head.append("Content-Length: ").append(body.getBytes(StandardCharsets.UTF_8).length);
    head.append("\r\nConnection: close\r\n");
    for (String header : headers) {
      head.append(header).append("\r\n");
    }
    return sends(head + "\r\n" + body);
  }

  static Reply answersJson(int status, String body, String... headers) {
    return answers(status, "application/json; charset=utf-8", body, headers);
  }

  /** These octets and nothing else. */
  static Reply sends(String octets) {
    return client -> client.getOutputStream().write(octets.getBytes(StandardCharsets.UTF_8));
  }

  /** No word, and the end of the connection. */
  static Reply hangsUp() {
    return client -> {};
  }

  /** These octets, and then silence until the client hangs up. */
  static Reply fallsSilentAfter(String octets) {
    return client -> {
      sends(octets).to(client);
      client.getInputStream().transferTo(OutputStream.nullOutputStream());
    };
  }

  /** These octets, and then others again and again until the client hangs up. */
  static Reply repeats(String octets, String more) {
    return client -> {
      sends(octets).to(client);
      while (true) {
        sends(more).to(client);
      }
    };
  }

  URI url() {
    return URI.create("http://127.0.0.1:" + listener.getLocalPort());
  }

  /** The head of every request so far, and its body. */
  List<String> requests() {
    return requests;
  }

  private void listen() {
    while (!listener.isClosed()) {
      try {
        Socket client = listener.accept();
        open.add(client);
        Thread thread = new Thread(() -> serve(client), "scripted-client");
        thread.setDaemon(true);
        thread.start();
      } catch (IOException closed) {
        return;
      }
    }
  }

  private void serve(Socket client) {
    try (client) {
      requests.add(readRequest(client.getInputStream()));
      if (once) {
        listener.close();
      }
      Reply reply = replies.get(Math.min(answered.getAndIncrement(), replies.size() - 1));
      reply.to(client);
    } catch (IOException clientHungUp) {
      // That is what the test is about, or it sees that the answer is missing.
    }
  }

  /** The head of the next request, and its body. */
  static String readRequest(InputStream in) throws IOException {
    ByteArrayOutputStream head = new ByteArrayOutputStream();
    while (!head.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
      int octet = in.read();
      if (octet < 0) {
        throw new IOException("the client hung up");
      }
      head.write(octet);
    }
    String text = head.toString(StandardCharsets.ISO_8859_1);
    byte[] body = in.readNBytes(lengthIn(text));
    return text + new String(body, StandardCharsets.UTF_8);
  }

  private static int lengthIn(String head) {
    return head.lines()
        .filter(line -> line.toLowerCase(java.util.Locale.ROOT).startsWith("content-length:"))
        .mapToInt(line -> Integer.parseInt(line.substring(line.indexOf(':') + 1).strip()))
        .findFirst()
        .orElse(0);
  }

  @Override
  public void close() throws IOException {
    listener.close();
    for (Socket socket : open) {
      socket.close();
    }
  }
}
