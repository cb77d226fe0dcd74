package io.dymad.agent.registry;

import io.metalab.api.OperationSpec;
import io.metalab.core.registry.Operations;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The evaluations of trained models. */
public final class Evaluations {
  /** The only one: whole courses predicted from their start, and compared. */
  public static final String ROLLOUT = "checkpoint_rollout";

  /** Its metric. */
  public static final String METRIC = "rollout_rmse";

  /** Which course's picture stands for all. */
  public static final List<String> PLOT_SELECTIONS = List.of("best", "worst", "median");

  /** What a request may set of the operation. */
  public static final List<String> PREDICT_PARAMETERS =
      List.of("part", "horizon", "vpt_gamma", "diverged_above");

  private final OperationSpec spec;

  Evaluations(Operations operations) {
    this.spec = operations.byKey("dymad.evaluate").spec();
  }

  /** Returns the operation that carries it out. */
  public OperationSpec spec() {
    return spec;
  }

  /** Returns all evaluations for programs. */
  public List<Map<String, Object>> all() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("key", ROLLOUT);
    map.put("summary", spec.doc());
    map.put("implementation", spec.qualifiedKey());
    map.put("metrics", List.of(METRIC));
    map.put("plot_selection", PLOT_SELECTIONS);
    map.put("default_plot_selection", "median");
    map.put("default_max_plots", 1);
    map.put("predict_kwargs", ParameterSchemas.of(spec, PREDICT_PARAMETERS));
    map.put("artifacts", spec.artifacts());
    return List.of(map);
  }
}
