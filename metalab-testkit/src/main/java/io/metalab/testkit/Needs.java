package io.metalab.testkit;

import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Assumptions;

/**
 * Programs that a test needs and that a developer's machine may lack.
 *
 * <p>Without them the test is aborted, and under {@code CI=true} it fails: a machine that is there
 * to test must not skip in silence.
 */
public final class Needs {
  private Needs() {}

  /**
   * Goes on if what the test needs is there.
   *
   * @param present whether it is
   * @param what what is needed, and the package to install
   * @throws org.opentest4j.TestAbortedException if it is missing and {@code CI} is not set to true
   * @throws AssertionError if it is missing and {@code CI} is set to true
   */
  public static void that(boolean present, String what) {
    check(present, what, Boolean.parseBoolean(System.getenv("CI")));
  }

  static void check(boolean present, String what, boolean mustBePresent) {
    if (!present && mustBePresent) {
      Assertions.fail("This test needs %s; with CI=true it may not be skipped.".formatted(what));
    }
    if (!present) {
      Assumptions.abort("This test needs %s.".formatted(what));
    }
  }
}
