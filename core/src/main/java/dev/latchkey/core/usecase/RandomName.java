package dev.latchkey.core.usecase;

import dev.latchkey.core.key.TokenName;
import java.util.Random;

/** Makes up a name for a token that was given none: {@code adjective_surname} and a digit. */
final class RandomName {

  private static final String[] ADJECTIVES = {
    "amber", "bold", "brisk", "calm", "candid", "clever", "cosmic", "curious", "daring", "deft",
    "eager", "early", "fluent", "frosty", "gentle", "golden", "honest", "humble", "jolly", "keen",
    "lively", "lucid", "mellow", "merry", "nimble", "noble", "patient", "placid", "polite", "prime",
    "quick", "quiet", "rapid", "ready", "rustic", "serene", "sharp", "silent", "sincere", "snowy",
    "solid", "steady", "sunny", "swift", "tidy", "vivid", "warm", "witty",
  };

  private static final String[] SURNAMES = {
    "abel",
    "bach",
    "banach",
    "bohr",
    "borel",
    "cantor",
    "cauchy",
    "chern",
    "church",
    "curry",
    "darwin",
    "dirac",
    "erdos",
    "euler",
    "fermat",
    "floyd",
    "franklin",
    "galois",
    "gauss",
    "germain",
    "goedel",
    "hamming",
    "hilbert",
    "hoare",
    "hopper",
    "jacobi",
    "kepler",
    "klein",
    "lamarr",
    "lamport",
    "liskov",
    "lovelace",
    "meitner",
    "mendel",
    "milner",
    "noether",
    "pascal",
    "planck",
    "ritchie",
    "shannon",
    "steiner",
    "tarski",
    "turing",
    "volta",
    "weyl",
    "wilkes",
    "wirth",
    "yalow",
  };

  private RandomName() {}

  static TokenName next(Random random) {
    return new TokenName(
        ADJECTIVES[random.nextInt(ADJECTIVES.length)]
            + "_"
            + SURNAMES[random.nextInt(SURNAMES.length)]
            + random.nextInt(10));
  }
}
