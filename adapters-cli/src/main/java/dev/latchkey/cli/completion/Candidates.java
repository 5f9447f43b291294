package dev.latchkey.cli.completion;

import java.util.List;

/** Has options, and knows better than their declaration what their values can be. */
public interface Candidates {

  /** What the value of that option can be; none if anything can. */
  List<String> valuesOf(String option);
}
