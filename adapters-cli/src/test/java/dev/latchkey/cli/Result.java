package dev.latchkey.cli;

/** How a command ended. */
record Result(int exitCode, String out, String err) {

  Result {
    out = out.replace("\r\n", "\n");
    err = err.replace("\r\n", "\n");
  }
}
