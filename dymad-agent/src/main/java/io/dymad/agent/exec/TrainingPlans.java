package io.dymad.agent.exec;

import static java.util.Objects.requireNonNull;

import io.dymad.agent.facade.CompiledRequest;
import io.dymad.agent.facade.Datasets;
import io.metalab.core.identity.FileDigests;
import io.metalab.core.registry.BoundOperation;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The plan of a compiled training: one run, whose id depends on what the request is made of and on
 * nothing else, so that equal requests meet in one run wherever their data lie.
 */
public final class TrainingPlans {
  private final BoundOperation train;
  private final Datasets datasets;
  private final FileDigests digests;

  /**
   * Creates the plans.
   *
   * @param train the operation {@code dymad.train}
   * @param digests of the files of datasets
   */
  public TrainingPlans(BoundOperation train, Datasets datasets, FileDigests digests) {
    this.train = requireNonNull(train, "train");
    this.datasets = requireNonNull(datasets, "datasets");
    this.digests = requireNonNull(digests, "digests");
  }

  /**
   * Returns the plan of a request.
   *
   * @throws io.dymad.agent.AgentException with {@code unknown_handle} if a dataset of it is not
   *     kept any more
   */
  public RunPlan of(CompiledRequest request) {
    Map<String, @Nullable Object> params = new LinkedHashMap<>();
    if (request.content().get("params") instanceof Map<?, ?> compiled) {
      compiled.forEach((name, value) -> params.put(String.valueOf(name), value));
    }
    putFile(params, "dataset", request, "train_dataset_handle");
    putFile(params, "valid_dataset", request, "valid_dataset_handle");
    long seed = Long.parseLong(String.valueOf(request.content().get("seed")));
    return RunPlan.of(train, params, seed, digests);
  }

  private void putFile(
      Map<String, @Nullable Object> params, String name, CompiledRequest request, String field) {
    if (request.content().get(field) instanceof String handle) {
      params.put(name, datasets.get(handle, field).file());
    }
  }
}
