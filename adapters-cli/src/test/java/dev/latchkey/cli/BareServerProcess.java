package dev.latchkey.cli;

import io.undertow.Undertow;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.HttpString;
import java.io.BufferedReader;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** A bare Undertow in a process of its own, with the JVM options of a server, for comparison. */
final class BareServerProcess implements AutoCloseable {

  /** As the launcher has them. */
  private static final List<String> JVM =
      List.of(
          "-XX:+UseSerialGC",
          "-Xms32m",
          "-Xmx384m",
          "-XX:Tier4InvocationThreshold=50000",
          "-XX:Tier4MinInvocationThreshold=20000",
          "-XX:Tier4CompileThreshold=100000",
          "-XX:Tier4BackEdgeThreshold=1000000");

  /** What a server makes anew for each answer. */
  private static final Set<String> OF_EACH_ANSWER = Set.of("date", "connection", "content-length");

  private final Process process;
  private final String url;

  private BareServerProcess(Process process) throws Exception {
    this.process = process;
    BufferedReader output = process.inputReader();
    url = output.readLine();
    if (url == null) {
      throw new AssertionError("the bare server did not start");
    }
  }

  /** Starts one that answers everybody what {@code original} answers whoever has the token. */
  static BareServerProcess start(String original, String token) throws Exception {
    List<String> command =
        new ArrayList<>(
            List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
    command.addAll(JVM);
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.addAll(List.of(BareServerProcess.class.getName(), original, token));
    return new BareServerProcess(
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start());
  }

  String url() {
    return url;
  }

  @Override
  public void close() {
    process.destroyForcibly().onExit().join();
  }

  public static void main(String[] args) throws Exception {
    HttpResponse<byte[]> original =
        HttpClient.newHttpClient()
            .send(
                HttpRequest.newBuilder(URI.create(args[0]))
                    .header("Authorization", "Bearer " + args[1])
                    .build(),
                BodyHandlers.ofByteArray());
    Map<HttpString, String> headers =
        original.headers().map().entrySet().stream()
            .filter(header -> !OF_EACH_ANSWER.contains(header.getKey()))
            .collect(
                Collectors.toMap(
                    header -> new HttpString(header.getKey()), header -> header.getValue().get(0)));
    Undertow undertow =
        Undertow.builder()
            .addHttpListener(0, "127.0.0.1")
            .setIoThreads(2)
            .setHandler(exchange -> answer(exchange, headers, original.body()))
            .build();
    undertow.start();
    InetSocketAddress address = (InetSocketAddress) undertow.getListenerInfo().get(0).getAddress();
    System.out.println("http://127.0.0.1:" + address.getPort() + "/");
    System.out.flush();
  }

  private static void answer(
      HttpServerExchange exchange, Map<HttpString, String> headers, byte[] body) {
    headers.forEach(exchange.getResponseHeaders()::put);
    exchange.getResponseSender().send(ByteBuffer.wrap(body));
  }
}
