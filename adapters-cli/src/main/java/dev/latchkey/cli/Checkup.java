package dev.latchkey.cli;

import java.util.ArrayList;
import java.util.List;

/** What {@code latchkey doctor} has looked at. */
public final class Checkup {

  private final List<Finding> findings = new ArrayList<>();

  /** Nothing was looked at yet. */
  public Checkup() {}

  /**
   * One thing that was looked at.
   *
   * @param what what it is
   * @param ok whether it is as it should be
   * @param text how it is
   * @param next what to do about it; empty if it is as it should be
   */
  public record Finding(String what, boolean ok, String text, String next) {}

  /** It is as it should be. */
  public void ok(String what, String text) {
    findings.add(new Finding(what, true, text, ""));
  }

  /** It is not. */
  public void wrong(String what, String text, String next) {
    findings.add(new Finding(what, false, text, next));
  }

  /** Everything, in order. */
  public List<Finding> findings() {
    return List.copyOf(findings);
  }
}
