package io.dymad.agent.compiler;

import static java.util.Objects.requireNonNull;

import io.dymad.agent.AgentException;
import io.dymad.agent.AgentProblem;
import io.dymad.agent.registry.ModelCapability;
import io.dymad.models.Variant;
import io.dymad.training.TrainedModel;

/**
 * Predictions that are asked of a trained model.
 *
 * @param checkpoint handle of the model
 * @param horizon samples of each course, the first one included, at least 2
 * @param hasControl whether courses come with controls
 * @param hasGraph whether states are those of the nodes of a graph
 */
public record PredictionRequest(
    String checkpoint, int horizon, boolean hasControl, boolean hasGraph) {
  /** The longest course that is predicted. */
  public static final int MOST_SAMPLES = 1_000_000;

  public PredictionRequest {
    requireNonNull(checkpoint, "checkpoint");
    if (horizon < 2 || horizon > MOST_SAMPLES) {
      throw Fields.invalid("horizon", horizon, "a whole number from 2 to " + MOST_SAMPLES);
    }
  }

  /**
   * Refuses a request that is not one for a model.
   *
   * @throws AgentException with {@code model_mismatch} at {@code has_control}, {@code has_graph} or
   *     {@code horizon}
   */
  public PredictionRequest requireFit(Variant variant, TrainedModel model) {
    int controls = model.transforms().u().inputSize();
    if (hasControl != controls > 0) {
      throw mismatch(
          "has_control", "the model %s takes %d controls".formatted(variant.name(), controls));
    }
    if (hasGraph != variant.isGraph()) {
      throw mismatch(
          "has_graph",
          "the model %s is one of %s datasets"
              .formatted(variant.name(), ModelCapability.kind(variant).wireName()));
    }
    int window = model.transforms().x().window();
    if (horizon <= window) {
      throw AgentProblem.of(
              "model_mismatch",
              "horizon (%d) must be above %d, the samples that a state of the model %s is made of."
                  .formatted(horizon, window, variant.name()))
          .at("horizon")
          .exception();
    }
    return this;
  }

  private AgentException mismatch(String field, String fact) {
    boolean given = field.equals("has_graph") ? hasGraph : hasControl;
    return AgentProblem.of(
            "model_mismatch", "%s (%s) must be %s, since %s.".formatted(field, given, !given, fact))
        .at(field)
        .exception();
  }
}
