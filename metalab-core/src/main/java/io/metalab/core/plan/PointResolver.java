package io.metalab.core.plan;

import io.metalab.api.ArtifactValue;
import io.metalab.api.ContextSpec;
import io.metalab.api.Experiment;
import io.metalab.api.MetalabException;
import io.metalab.api.ParamCase;
import io.metalab.api.ParamResolver;
import io.metalab.api.ParamSource;
import io.metalab.api.Params;
import io.metalab.api.Pruning;
import io.metalab.core.identity.FileRefs;
import io.metalab.core.params.NestedParams;
import io.metalab.core.params.ParamCoercion;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Computes the point that is hashed and run from the point that is swept: derived by the
 * experiment's resolver, coerced to the operation's parameters, files and artifacts with the
 * digests of their content.
 */
final class PointResolver {
  /** How many points are looked at for artifacts that are to be looked up together. */
  private static final int LOOK_AHEAD = 4_096;

  private final ParamSource source;
  private final ParamResolver resolver;
  private final ContextSpec context;
  private final ParamCoercion coercion;
  private final PlanInputs inputs;
  private final Pruning pruning;

  PointResolver(Experiment experiment, ContextSpec context, PlanInputs inputs) {
    this.source = experiment.params();
    this.resolver = experiment.resolver();
    this.context = context;
    this.coercion = new ParamCoercion(experiment.operationSpec());
    this.inputs = inputs;
    this.pruning = Pruning.of(experiment.prune(), experiment.goal());
  }

  ParamCase pointAt(long index) {
    return pointAt(index, 1);
  }

  /**
   * Returns a point.
   *
   * @param step by how much the index of the point grows that is asked for next
   */
  ParamCase pointAt(long index, long step) {
    ParamCase swept = source.caseAt(index);
    try {
      ParamCase derived = resolver.resolve(swept, context);
      Params coerced = coercion.coerce(NestedParams.fold(derived.params()));
      Params resolved =
          FileRefs.replace(
              coerced,
              "params",
              (reference, field) -> {
                if (inputs.isUnknown(reference)) {
                  inputs.lookUp(unknownArtifacts(index, step));
                }
                return inputs.resolve(reference, field);
              });
      return new ParamCase(
          resolved,
          derived.caseId(),
          derived.tags(),
          swept.pruning().isNone() ? pruning : swept.pruning());
    } catch (MetalabException e) {
      if (e.getClass() != MetalabException.class) {
        throw e; // It tells a place in a file, which says more than the point.
      }
      throw new MetalabException(
          e.code(), "Point %d (%s): %s".formatted(index, swept.caseId(), e.getMessage()), e);
    }
  }

  private Set<ArtifactValue> unknownArtifacts(long first, long step) {
    Set<ArtifactValue> unknown = new LinkedHashSet<>();
    long index = first;
    for (int i = 0; i < LOOK_AHEAD && index < source.size(); i++, index += step) {
      try {
        inputs.addUnknown(resolver.resolve(source.caseAt(index), context).params(), unknown);
      } catch (MetalabException e) {
        break; // This point is refused when its turn comes.
      }
    }
    return unknown;
  }

  /** Returns the params that enter the identity. */
  Map<String, @Nullable Object> hashed(ParamCase point) {
    return coercion.hashed(point.params());
  }
}
