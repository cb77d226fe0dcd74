package io.metalab.bench;

import io.metalab.api.Capture;
import io.metalab.api.FrozenContext;
import io.metalab.api.Operation;
import io.metalab.api.Params;
import io.metalab.api.RunRecord;
import io.metalab.api.RunRuntime;
import io.metalab.api.SeedBundle;

/** Captures one metric and does nothing else; any process can load it. */
public final class NoOpOperation implements Operation {
  /** Creates the operation. */
  public NoOpOperation() {}

  @Override
  public RunRecord run(
      FrozenContext context, Params params, SeedBundle seeds, RunRuntime runtime, Capture capture) {
    capture.metric("value", params.getLong("depth") * 0.5);
    return RunRecord.success();
  }
}
