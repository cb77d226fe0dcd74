package io.dymad.operation;

import io.dymad.core.Trajectories;
import io.dymad.io.Dataset;
import io.dymad.io.NpzFiles;
import io.dymad.sampling.OdeSystem;
import io.dymad.sampling.Sampled;
import io.dymad.sampling.SamplerConfig;
import io.dymad.sampling.TrajectorySampler;
import io.metalab.api.Capture;
import io.metalab.api.DescribedOperation;
import io.metalab.api.FrozenContext;
import io.metalab.api.OperationSpec;
import io.metalab.api.Params;
import io.metalab.api.RunRecord;
import io.metalab.api.RunRuntime;
import io.metalab.api.SeedBundle;
import java.util.LinkedHashMap;
import java.util.Map;

/** {@code dymad.generate}: a dataset of trajectories of a known system. */
public final class GenerateOperation implements DescribedOperation {
  private static final OperationSpec SPEC = GenerateSpec.create();

  /** Samples of one trajectory after which progress is told again. */
  private static final int TOLD_SAMPLES = 1000;

  @Override
  public OperationSpec spec() {
    return SPEC;
  }

  @Override
  public RunRecord run(
      FrozenContext context, Params params, SeedBundle seeds, RunRuntime runtime, Capture capture) {
    Steps steps = new Steps(runtime);
    OdeSystem system = GenerateChoices.system(params);
    SamplerConfig config = GenerateChoices.config(params, system);
    TrajectorySampler sampler =
        Refusals.at("params.start", () -> TrajectorySampler.of(system, config));
    Sampled sampled =
        Refusals.at(
            "params.system",
            () ->
                sampler.sample(
                    seeds,
                    (trajectory, sample) -> {
                      steps.checkpoint();
                      if (sample % TOLD_SAMPLES == 0) {
                        double done = trajectory + (double) sample / config.samples();
                        steps.next(done / config.count(), "trajectory " + trajectory);
                      }
                    }));
    Trajectories trajectories = sampled.trajectories();
    capture.metric("n_traj", trajectories.size());
    capture.metric("n_steps", trajectories.get(0).steps());
    capture.metric("n_failures", sampled.failures().size());
    if (!sampled.failures().isEmpty()) {
      capture.note(
          "%d trajectories could not be integrated and are missing; dataset.json says why."
              .formatted(sampled.failures().size()));
    }
    Dataset plain = Dataset.of(trajectories);
    Dataset dataset = GenerateChoices.network(params).map(plain::withNetwork).orElse(plain);
    capture.artifact("dataset.npz", NpzFiles.toArrays(dataset));
    capture.artifact("dataset.json", description(params, config, sampled));
    return RunRecord.success();
  }

  private static Map<String, Object> description(
      Params params, SamplerConfig config, Sampled sampled) {
    Trajectories trajectories = sampled.trajectories();
    Map<String, Object> description = new LinkedHashMap<>();
    description.put("system", params.getString("system"));
    description.put("content_hash", trajectories.contentHash());
    description.put("n_trajectories", trajectories.size());
    description.put("n_steps", trajectories.get(0).steps());
    description.put("state_dim", trajectories.stateSize());
    description.put("control_dim", trajectories.controlSize());
    description.put("parameter_dim", trajectories.get(0).p().columns());
    description.put("has_graph", GenerateChoices.network(params).isPresent());
    description.put("dt", config.step());
    description.put("failures", sampled.failures().stream().map(GenerateOperation::entry).toList());
    return description;
  }

  private static Map<String, Object> entry(Sampled.Failure failure) {
    return Map.of(
        "trajectory", failure.index(), "time", failure.time(), "reason", failure.reason());
  }
}
