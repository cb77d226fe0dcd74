package io.metalab.core.run;

import io.metalab.api.Capture;
import io.metalab.api.FrozenContext;
import io.metalab.api.Operation;
import io.metalab.api.Params;
import io.metalab.api.RunRecord;
import io.metalab.api.RunRuntime;
import io.metalab.api.SeedBundle;

/** An operation that any process can create; captures the parameter {@code x}. */
public final class LoadableOperation implements Operation {
  /** Creates the operation. */
  public LoadableOperation() {}

  @Override
  public RunRecord run(
      FrozenContext context, Params params, SeedBundle seeds, RunRuntime runtime, Capture capture) {
    capture.metric("x", params.getLong("x"));
    return RunRecord.success();
  }
}
