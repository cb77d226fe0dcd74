package io.metalab.cli;

import io.metalab.api.Capture;
import io.metalab.api.FrozenContext;
import io.metalab.api.Operation;
import io.metalab.api.Params;
import io.metalab.api.RunRecord;
import io.metalab.api.RunRuntime;
import io.metalab.api.SeedBundle;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds something that depends on more than its params: on what a test has set. */
public final class DriftOperation implements Operation {
  static volatile double drift;

  @Override
  public @Nullable RunRecord run(
      FrozenContext context, Params params, SeedBundle seeds, RunRuntime runtime, Capture capture) {
    if (Double.isInfinite(drift)) {
      throw new IllegalStateException("drifted away");
    }
    capture.metric("x", params.getLong("a") + drift);
    capture.metric("a", params.getLong("a"));
    capture.artifact("x.json", List.of(drift));
    return null;
  }
}
