package io.metalab.cli;

import io.metalab.api.Capture;
import io.metalab.api.FrozenContext;
import io.metalab.api.Operation;
import io.metalab.api.Params;
import io.metalab.api.RunRecord;
import io.metalab.api.RunRuntime;
import io.metalab.api.SeedBundle;
import org.jspecify.annotations.Nullable;

/** What {@link Warmup} runs. */
public final class WarmupOperation implements Operation {
  @Override
  public @Nullable RunRecord run(
      FrozenContext context, Params params, SeedBundle seeds, RunRuntime runtime, Capture capture) {
    capture.metric("x", params.getLong("x"));
    capture.log("warm");
    return null;
  }
}
