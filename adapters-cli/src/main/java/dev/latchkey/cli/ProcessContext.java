package dev.latchkey.cli;

import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.InputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;

/**
 * What a command has of the process that it runs in. Nothing else reads or writes these, so that a
 * test can run a command within its own process.
 *
 * @param in the standard input
 * @param out the standard output
 * @param err the standard error
 * @param environment the environment variables
 * @param home the home folder of the person
 * @param account the account of the person on this machine
 */
public record ProcessContext(
    InputStream in,
    PrintWriter out,
    PrintWriter err,
    Map<String, String> environment,
    Path home,
    String account) {

  /** Those of this process. */
  static ProcessContext ofThisProcess() {
    return new ProcessContext(
        new FileInputStream(FileDescriptor.in),
        writer(FileDescriptor.out),
        writer(FileDescriptor.err),
        System.getenv(),
        Path.of(System.getProperty("user.home")),
        System.getProperty("user.name"));
  }

  /** The value of an environment variable; empty if it is not set. */
  public String variable(String name) {
    return environment.getOrDefault(name, "");
  }

  // UTF-8 whatever the locale: names may be in any script, and JSON is UTF-8 by definition.
  private static PrintWriter writer(FileDescriptor descriptor) {
    return new PrintWriter(
        new OutputStreamWriter(new FileOutputStream(descriptor), StandardCharsets.UTF_8), true);
  }
}
