package io.dymad.agent.app;

import io.dymad.agent.AgentException;
import io.dymad.agent.AgentProblem;
import io.dymad.agent.registry.ModelCapability;
import io.dymad.agent.registry.Models;
import io.dymad.models.Variant;

/** Models that requests name beside a checkpoint, which knows what it is of. */
final class NamedModels {
  private static final String FIELD = "model_ref";

  private NamedModels() {}

  /**
   * Returns the model of a checkpoint.
   *
   * @param name family, alias, variant or reference that the request says it is of
   * @throws AgentException with {@code unknown_model_key} or {@code other_model} at {@code
   *     model_ref}
   */
  static Variant require(String name, Variant actual) {
    ModelCapability family;
    try {
      family = Models.find(name);
    } catch (AgentException e) {
      throw e.problem().at(FIELD).exception();
    }
    boolean namesFamily = family.key().equals(name) || family.alias().equals(name);
    boolean same =
        namesFamily
            ? family.variants().contains(actual)
            : actual.name().equals(name) || actual.reference().equals(name);
    if (!same) {
      throw AgentProblem.of(
              "other_model",
              "The checkpoint is one of %s, not of %s. Give %s, or another checkpoint_path."
                  .formatted(actual.name(), name, actual.reference()))
          .at(FIELD)
          .exception();
    }
    return actual;
  }
}
