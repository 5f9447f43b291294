package dev.latchkey.cli;

/** Where the {@code latchkey} command begins. */
final class Main {

  private Main() {}

  public static void main(String[] args) {
    System.exit(new LatchkeyCli(ProcessContext.ofThisProcess()).run(args));
  }
}
