package io.metalab.cli.study;

import java.io.PrintStream;

/**
 * Sends to stderr what is printed with {@code System.out} outside of any run while a study is
 * executed, since stdout is for data.
 */
final class StrayPrints implements AutoCloseable {
  private final PrintStream out;

  private StrayPrints(PrintStream out) {
    this.out = out;
  }

  static StrayPrints toStderr() {
    StrayPrints prints = new StrayPrints(System.out);
    System.setOut(System.err);
    return prints;
  }

  /** Puts stdout back. */
  @Override
  public void close() {
    System.setOut(out);
  }
}
