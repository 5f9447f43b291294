package dev.latchkey.jdbi;

/** The same races for keys that nodes remember. */
interface RememberingExpireRaceSuite extends ExpireRaceSuite {

  @Override
  default VerificationCache cache() {
    return VerificationCache.DEFAULT;
  }

  @Override
  default int rounds() {
    return 200;
  }

  @Override
  default int roundsOfTwoProcesses() {
    return ROUNDS_OF_TWO_PROCESSES / 6;
  }

  /** A round is over before most of them are stored. */
  @Override
  default int fewestSlides(int keys) {
    return 0;
  }
}
