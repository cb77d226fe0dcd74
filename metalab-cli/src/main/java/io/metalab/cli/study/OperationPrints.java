package io.metalab.cli.study;

import java.io.PrintStream;

/**
 * Sends to stderr what operations print with {@code System.out} while a study is executed, since
 * stdout is for data.
 */
final class OperationPrints implements AutoCloseable {
  private final PrintStream out;

  private OperationPrints(PrintStream out) {
    this.out = out;
  }

  static OperationPrints toStderr() {
    OperationPrints prints = new OperationPrints(System.out);
    System.setOut(System.err);
    return prints;
  }

  /** Puts stdout back. */
  @Override
  public void close() {
    System.setOut(out);
  }
}
