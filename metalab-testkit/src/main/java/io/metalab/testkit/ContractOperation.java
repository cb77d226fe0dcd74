package io.metalab.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.metalab.api.Capture;
import io.metalab.api.FrozenContext;
import io.metalab.api.Operation;
import io.metalab.api.OperationSpec;
import io.metalab.api.Params;
import io.metalab.api.RunRecord;
import io.metalab.api.RunRuntime;
import io.metalab.api.SeedBundle;

/**
 * Does in any process what a test of {@link ExecutorContract} says by the parameter {@code do};
 * whatever it is, the metric {@code square} of the parameter {@code n} is captured first.
 */
public final class ContractOperation implements Operation {
  /** Its description. */
  public static final OperationSpec SPEC = OperationSpec.open("testkit.contract");

  /** Creates the operation. */
  public ContractOperation() {}

  @Override
  public RunRecord run(
      FrozenContext context, Params params, SeedBundle seeds, RunRuntime runtime, Capture capture)
      throws Exception {
    long n = params.getLong("n");
    capture.metric("square", n * n);
    switch (params.getString("do")) {
      case "return" -> {}
      case "capture" -> capture(n, capture);
      case "fail" -> throw new IllegalStateException("plain");
      case "overflow" -> throw new StackOverflowError("deep");
      case "exhaust" -> throw new OutOfMemoryError("simulated");
      case "hold" -> Gate.pass(params.getString("gate"), runtime.cancellation());
      case "resist" -> Gate.passStubbornly(params.getString("gate"));
      case "exit" -> System.exit(7);
      case "halt" -> Runtime.getRuntime().halt(9);
      default -> throw new IllegalArgumentException(params.getString("do"));
    }
    return RunRecord.success();
  }

  private static void capture(long n, Capture capture) {
    capture.log("about to capture " + n);
    for (long step = 0; step < n; step++) {
      capture.metric("loss", 1.0 / (1 + step), step);
    }
    capture.artifact("n.txt", "n is %d\n".formatted(n));
    capture.artifact("large.bin", Long.toString(n).repeat(1 << 20).getBytes(UTF_8));
    capture.tag("captured");
    capture.note("a note");
  }
}
