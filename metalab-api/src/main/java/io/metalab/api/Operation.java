package io.metalab.api;

import org.jspecify.annotations.Nullable;

/**
 * What an experiment does at each of its points.
 *
 * <p>An operation is stateless and safe for use by many threads. All it may depend on is its
 * arguments: data come from the context, choices from the params, randomness from the seeds.
 * Results leave through the capture.
 */
@FunctionalInterface
public interface Operation {
  /**
   * Executes one attempt at a run.
   *
   * @param context what all runs share; read-only
   * @param params the point of the sweep, files and copies of artifacts at absolute paths;
   *     immutable
   * @param seeds the only source of randomness
   * @param runtime cancellation, progress, scratch directory, inputs by type
   * @param capture where results go
   * @return a draft, {@link RunRecord#success()} or {@link RunRecord#failed(RunError)}, which the
   *     lifecycle completes; null counts as success
   * @throws Exception if the run failed; the exception becomes the record's error
   */
  @Nullable RunRecord run(
      FrozenContext context, Params params, SeedBundle seeds, RunRuntime runtime, Capture capture)
      throws Exception;
}
