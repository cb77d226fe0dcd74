package io.dymad.agent.registry;

import io.dymad.agent.DatasetKind;
import io.dymad.models.Variant;
import io.metalab.api.OperationSpec;
import io.metalab.core.registry.Operations;
import java.util.Arrays;
import java.util.List;

/** What can be asked for; immutable, safe for use by many threads. */
public final class Registry {
  private final OperationSpec train;
  private final PhaseEntries phases;
  private final Analyses analyses;
  private final Evaluations evaluations;

  /**
   * Reads the operations of DyMAD.
   *
   * @throws io.metalab.api.MetalabException with {@code UNKNOWN_OPERATION} if they are not on the
   *     class path
   */
  public Registry(Operations operations) {
    this.train = operations.byKey("dymad.train").spec();
    this.phases = new PhaseEntries(train);
    this.analyses = new Analyses(operations);
    this.evaluations = new Evaluations(operations);
  }

  /** Returns the description of the operation that trains. */
  public OperationSpec train() {
    return train;
  }

  /**
   * Returns how each family is trained by default on each kind of dataset that it has a model for.
   */
  public List<TrainingCapability> trainings() {
    return Models.all().stream()
        .flatMap(
            family ->
                Arrays.stream(DatasetKind.values())
                    .flatMap(kind -> family.findDefault(kind).stream()))
        .map(this::training)
        .toList();
  }

  /** Returns how a model is trained. */
  public TrainingCapability training(Variant variant) {
    return new TrainingCapability(variant, phases.all());
  }

  /** Returns the analyses. */
  public Analyses analyses() {
    return analyses;
  }

  /** Returns the evaluations. */
  public Evaluations evaluations() {
    return evaluations;
  }
}
