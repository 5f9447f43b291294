package dev.latchkey.cli;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The same load generator with a pause behind each answer, so that the load is less than the
 * machine could bear.
 *
 * @param url what to ask for
 * @param token by which key
 * @param connections how many at once
 * @param pauseMillis how long each waits behind an answer
 * @param seconds for how long
 */
record PacedWrk(String url, String token, int connections, int pauseMillis, int seconds) {

  /** Starts to ask, in a process of its own. */
  Running start(Path home) throws Exception {
    Path script = Files.createTempFile(home, "pause", ".lua");
    Files.writeString(script, "function delay() return " + pauseMillis + " end\n");
    List<String> command =
        List.of(
            "wrk",
            "--threads",
            "1",
            "--connections",
            Integer.toString(connections),
            "--duration",
            seconds + "s",
            "--latency",
            "--script",
            script.toString(),
            "--header",
            "Authorization: Bearer " + token,
            url);
    return new Running(new ProcessBuilder(command).redirectErrorStream(true).start());
  }

  /** A load that goes on. */
  record Running(Process process) {

    /** What it has come to, once it is over. */
    Wrk.Load load() throws Exception {
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (process.waitFor() != 0 || output.contains("Socket errors")) {
        throw new AssertionError("wrk: " + output);
      }
      return Wrk.Load.read(output);
    }
  }
}
