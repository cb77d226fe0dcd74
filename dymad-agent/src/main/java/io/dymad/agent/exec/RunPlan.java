package io.dymad.agent.exec;

import static java.util.Objects.requireNonNull;

import io.metalab.api.Experiment;
import io.metalab.api.Params;
import io.metalab.api.RunId;
import io.metalab.api.SeedPlan;
import io.metalab.core.identity.FileDigests;
import io.metalab.core.params.ParamSources;
import io.metalab.core.plan.PlannedRun;
import io.metalab.core.plan.StudyPlan;
import io.metalab.core.registry.BoundOperation;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One run of the experiment {@code dymad:1}, whose id depends on operation, params and seed alone.
 *
 * @param operation key of the operation
 * @param params what it is given; files and directories by content
 * @param seed the seed that all others are made from
 * @param run as the experiment plans it
 */
public record RunPlan(
    String operation, Map<String, @Nullable Object> params, long seed, PlannedRun run) {
  static final String EXPERIMENT = "dymad";
  static final String VERSION = "1";

  /** The experiment as stores name it. */
  public static final String STUDY = EXPERIMENT + ":" + VERSION;

  public RunPlan {
    requireNonNull(operation, "operation");
    params = Collections.unmodifiableMap(new LinkedHashMap<>(params));
    requireNonNull(run, "run");
  }

  /**
   * Plans a run.
   *
   * @param digests of the files among the params
   * @throws io.metalab.api.MetalabException if the operation does not take the params, or a file
   *     cannot be read or has changed
   */
  public static RunPlan of(
      BoundOperation operation,
      Map<String, ? extends @Nullable Object> params,
      long seed,
      FileDigests digests) {
    Experiment experiment =
        Experiment.of(EXPERIMENT, VERSION)
            .operation(operation.spec(), operation.operation())
            .params(ParamSources.list(List.of(Params.copyOf(params))))
            .seeds(SeedPlan.single(seed))
            .build();
    PlannedRun run = StudyPlan.of(experiment, digests).runAt(0);
    return new RunPlan(operation.spec().key(), new LinkedHashMap<>(params), seed, run);
  }

  /** Returns the run's id. */
  public RunId runId() {
    return run.runId();
  }
}
