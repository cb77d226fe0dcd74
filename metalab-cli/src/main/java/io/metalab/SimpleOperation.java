package io.metalab;

import io.metalab.api.Capture;
import io.metalab.api.FrozenContext;
import io.metalab.api.Operation;
import io.metalab.api.Params;
import io.metalab.api.RunRecord;
import io.metalab.api.RunRuntime;
import io.metalab.api.SeedBundle;
import org.jspecify.annotations.Nullable;

/** An operation of params, seeds and capture alone; it succeeds unless it throws. */
@FunctionalInterface
public interface SimpleOperation extends Operation {
  /**
   * Executes one attempt at a run.
   *
   * @param params the point of the sweep; immutable
   * @param seeds the only source of randomness
   * @param capture where results go
   * @throws Exception if the run failed; the exception becomes the record's error
   */
  void run(Params params, SeedBundle seeds, Capture capture) throws Exception;

  @Override
  @SuppressWarnings("FunctionalInterfaceMethodChanged") // a lambda stays visible as the user's code
  default @Nullable RunRecord run(
      FrozenContext context, Params params, SeedBundle seeds, RunRuntime runtime, Capture capture)
      throws Exception {
    run(params, seeds, capture);
    return null;
  }
}
