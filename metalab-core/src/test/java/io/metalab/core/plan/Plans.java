package io.metalab.core.plan;

import io.metalab.api.Experiment;
import io.metalab.api.Operation;
import io.metalab.api.OperationSpec;
import io.metalab.api.ParamCase;
import io.metalab.api.Params;
import io.metalab.core.params.ParamSources;
import java.util.List;
import java.util.Map;

/** Small experiments for tests. */
final class Plans {
  /** An operation without effect. */
  static final Operation NOTHING = (context, params, seeds, runtime, capture) -> null;

  private Plans() {}

  /** Returns an experiment of version 1 over a grid, named as its operation. */
  static Experiment lambda(String name, Map<String, List<?>> grid) {
    return Experiment.of(name, "1")
        .operation(OperationSpec.open(name), NOTHING)
        .params(ParamSources.grid(grid))
        .build();
  }

  /** Returns an experiment of one point. */
  static Experiment of(OperationSpec spec, Params point) {
    return Experiment.of("e", "1")
        .operation(spec, NOTHING)
        .params(ParamSources.of(ParamCase.of(point, "point")))
        .build();
  }
}
