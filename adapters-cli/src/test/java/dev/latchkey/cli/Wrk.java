package dev.latchkey.cli;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The load generator of that name, which must be on the path (Debian's package {@code wrk}).
 *
 * @param url what to ask for
 * @param token by which key
 */
record Wrk(String url, String token) {

  private static final List<String> LOAD =
      List.of("wrk", "--threads", "2", "--connections", "64", "--duration", "5s", "--latency");
  private static final Pattern RATE = Pattern.compile("Requests/sec:\\s+([0-9.]+)");

  /**
   * What one run came to.
   *
   * @param rate requests a second
   * @param median what half of the requests took at most, as wrk writes it
   * @param worst what 99 of a hundred took at most, as wrk writes it
   */
  record Load(double rate, String median, String worst) {

    static Load read(String output) {
      return new Load(
          Double.parseDouble(found(RATE, output)),
          found(slowest(50), output),
          found(slowest(99), output));
    }

    private static Pattern slowest(int ofHundred) {
      return Pattern.compile("(?m)^\\s+%s%%\\s+(\\S+)".formatted(ofHundred));
    }

    static Load median(List<Load> loads) {
      return loads.stream()
          .sorted(Comparator.comparingDouble(Load::rate))
          .toList()
          .get(loads.size() / 2);
    }

    @Override
    public String toString() {
      return String.format(Locale.ROOT, "%,.0f (%s, %s)", rate, median, worst);
    }
  }

  /** Asks for some seconds, by many connections at once. */
  Load run() throws Exception {
    ProcessBuilder builder = new ProcessBuilder(new ArrayList<>(LOAD)).redirectErrorStream(true);
    builder.command().addAll(List.of("--header", "Authorization: Bearer " + token, url));
    Process process = builder.start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0 || output.contains("Non-2xx") || output.contains("Socket errors")) {
      throw new AssertionError("wrk: " + output);
    }
    return Load.read(output);
  }

  private static String found(Pattern pattern, String output) {
    Matcher matcher = pattern.matcher(output);
    if (!matcher.find()) {
      throw new AssertionError("no " + pattern + " in: " + output);
    }
    return matcher.group(1);
  }
}
