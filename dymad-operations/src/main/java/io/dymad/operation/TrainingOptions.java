package io.dymad.operation;

import io.dymad.models.ModelSpec;
import io.dymad.models.Rollout;
import io.dymad.training.Criteria;
import io.metalab.api.Params;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What params of {@code dymad.train} ask for, read without any data and with the defaults of all
 * options filled in.
 *
 * @param model all options of the model
 * @param phases all options of each phase of one round
 */
public record TrainingOptions(Map<String, Object> model, List<Map<String, Object>> phases) {
  public TrainingOptions {
    model = Collections.unmodifiableMap(new LinkedHashMap<>(model));
    phases = List.copyOf(phases);
  }

  /**
   * Reads params; what only data can show to be wrong is not looked for.
   *
   * @param params coerced to the description of {@code dymad.train}
   * @throws io.metalab.api.MetalabException with INVALID_PARAMS and the path below {@code params},
   *     such as {@code params.model.hidden_dimension}, if they ask for what there is not
   */
  public static TrainingOptions of(Params params) {
    ModelSpec model = TrainingParameters.model(params);
    Rollout rollout = TrainingParameters.rollout(params, model);
    Criteria judged = TrainingParameters.criterion(params);
    List<PhaseChoice> phases = TrainingParameters.phases(params, rollout, judged);
    return new TrainingOptions(model.toMap(), phases.stream().map(PhaseChoice::options).toList());
  }
}
