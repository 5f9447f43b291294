package dev.latchkey.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * How long {@code latchkey tokens list} takes as a process, beside {@code java -version} and a
 * program of one line. Its name keeps it out of every build but that of the profile {@code bench};
 * {@code docs/performance.md} tells how to run it and what came of it.
 */
final class StartRun {

  private static final int ROUNDS = 20;
  private static final int SECONDS = 120;

  @TempDir Path home;

  @Test
  void givenAServerAndAFile_whenTokensAreListed_thenTheMediansArePrinted() throws Exception {
    String javas = System.getProperty("latchkey.start.javas", System.getProperty("java.home"));
    try (ServerProcess server = ServerProcess.start(home, home.resolve("keys.db"))) {
      Map<String, String> overHttp =
          Map.of("LATCHKEY_URL", server.url(), "LATCHKEY_TOKEN", server.ownerToken());
      Map<String, String> onFile = Map.of("LATCHKEY_DB", "jdbc:sqlite:" + home.resolve("keys.db"));
      for (String java : javas.split(",")) {
        compare(java, overHttp, onFile);
      }
    }
  }

  private void compare(String java, Map<String, String> overHttp, Map<String, String> onFile)
      throws Exception {
    Path hello = helloJar();
    String program = Path.of(java, "bin", "java").toString();
    String[] list = {Distribution.command().toString(), "tokens", "list", "--all"};
    Map<String, ProcessBuilder> series = new LinkedHashMap<>();
    series.put("java -version", process(java, Map.of(), program, "-version"));
    series.put("hello, world", process(java, Map.of(), program, "-jar", hello.toString()));
    series.put("over HTTP", process(java, with(overHttp, "on"), list));
    series.put("on a SQLite file", process(java, with(onFile, "on"), list));
    series.put("over HTTP, no archive", process(java, with(overHttp, "off"), list));
    series.put("on a SQLite file, no archive", process(java, with(onFile, "off"), list));
    awaitArchive(series.get("over HTTP"));
    Map<String, List<Long>> times = new LinkedHashMap<>();
    for (int round = 0; round < ROUNDS; round++) {
      for (Map.Entry<String, ProcessBuilder> one : series.entrySet()) {
        times.computeIfAbsent(one.getKey(), name -> new ArrayList<>()).add(run(one.getValue()));
      }
    }
    times.forEach((name, all) -> print(java, name, all));
  }

  private ProcessBuilder process(String java, Map<String, String> settings, String... command) {
    Map<String, String> all = new LinkedHashMap<>(settings);
    all.put("JAVA_HOME", java);
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().clear();
    builder.environment().putAll(new Distribution(home, all).environment());
    return builder.redirectOutput(home.resolve("printed").toFile());
  }

  private static Map<String, String> with(Map<String, String> settings, String archive) {
    Map<String, String> all = new LinkedHashMap<>(settings);
    all.put("LATCHKEY_CDS", archive);
    return all;
  }

  private void awaitArchive(ProcessBuilder command) throws Exception {
    String version = command.environment().get("JAVA_HOME");
    long before = archives();
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
    while (archives() == before) {
      assertThat(System.nanoTime()).as("an archive for " + version).isLessThan(deadline);
      run(command);
      TimeUnit.SECONDS.sleep(1);
    }
  }

  private long archives() throws IOException {
    Path cache = Files.createDirectories(home.resolve("cache"));
    try (Stream<Path> files = Files.walk(cache)) {
      return files.filter(file -> file.endsWith("latchkey.jsa")).count();
    }
  }

  private static long run(ProcessBuilder builder) throws Exception {
    long begin = System.nanoTime();
    Process process = builder.start();
    assertThat(process.waitFor()).isZero();
    return System.nanoTime() - begin;
  }

  private static void print(String java, String name, List<Long> nanos) {
    List<Long> sorted = nanos.stream().sorted().toList();
    System.out.printf(
        "start %s: %-30s median %.3f s, fastest %.3f s, slowest %.3f s%n",
        java,
        name,
        sorted.get(sorted.size() / 2) / 1e9,
        sorted.get(0) / 1e9,
        sorted.get(sorted.size() - 1) / 1e9);
  }

  private Path helloJar() throws IOException {
    Path jar = home.resolve("hello.jar");
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, Hello.class.getName());
    String entry = Hello.class.getName().replace('.', '/') + ".class";
    try (OutputStream file = Files.newOutputStream(jar);
        JarOutputStream out = new JarOutputStream(file, manifest)) {
      out.putNextEntry(new JarEntry(entry));
      Hello.class.getClassLoader().getResourceAsStream(entry).transferTo(out);
    }
    return jar;
  }

  /** What any program does at least. */
  static final class Hello {

    private Hello() {}

    public static void main(String[] arguments) {
      PrintStream out = System.out;
      out.println("Hello, world");
    }
  }
}
