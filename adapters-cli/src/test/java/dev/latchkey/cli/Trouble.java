package dev.latchkey.cli;

import java.util.Random;

/** Breaks things in a cluster on a thread of its own. */
final class Trouble {

  private Trouble() {}

  static Thread begin(Cluster cluster, long seed) {
    Thread trouble =
        new Thread(
            () -> {
              try {
                cluster.breakThings(new Random(seed));
              } catch (Exception e) {
                throw new AssertionError("seed " + seed, e);
              }
            },
            "trouble");
    trouble.start();
    return trouble;
  }

  static void end(Thread trouble) throws InterruptedException {
    trouble.interrupt();
    trouble.join();
  }
}
