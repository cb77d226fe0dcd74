package io.metalab.core.study;

import io.metalab.api.ErrorCode;
import io.metalab.api.MetalabException;
import io.metalab.api.OperationSpec;
import io.metalab.api.ParameterSpec;
import io.metalab.api.Params;
import io.metalab.core.params.NestedParams;
import io.metalab.core.params.ParamCoercion;
import io.metalab.core.registry.DidYouMean;
import io.metalab.core.stage.StageValues;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Checks params against the description of their operation while their places are known. */
final class ParamChecks {
  private final OperationSpec spec;

  ParamChecks(OperationSpec spec) {
    this.spec = spec;
  }

  /** Refuses a name that the operation does not take. */
  void checkName(String name, Place place) {
    if (spec.open() || spec.findParameter(name).isPresent()) {
      return;
    }
    if (NestedParams.isPath(name) && spec.findParameter(NestedParams.head(name)).isPresent()) {
      return; // What it leads into is known with the points.
    }
    List<String> known = spec.parameters().stream().map(ParameterSpec::name).toList();
    throw place.error(
        ErrorCode.INVALID_PARAMS,
        "%s has no parameter '%s'".formatted(spec.key(), name),
        DidYouMean.closest(name, known).map("did you mean '%s'?"::formatted).orElse(""),
        "metalab op show " + spec.key(),
        null);
  }

  /** Refuses a value that the operation does not take; what a stage gives is not known yet. */
  void checkValue(String name, @Nullable Object value, Place place) {
    Optional<ParameterSpec> parameter = spec.findParameter(name);
    if (parameter.isEmpty() || StageValues.isIn(value)) {
      return;
    }
    OperationSpec one =
        new OperationSpec(
            spec.key(),
            spec.version(),
            spec.doc(),
            false,
            List.of(parameter.get()),
            Map.of(),
            Map.of());
    try {
      new ParamCoercion(one).coerce(Params.of(name, value));
    } catch (MetalabException e) {
      throw place.error(e);
    }
  }

  /** Refuses a study without a parameter that must be given. */
  void checkRequired(Collection<String> given, Place place) {
    for (ParameterSpec parameter : spec.parameters()) {
      if (parameter.required() && !given.contains(parameter.name())) {
        throw place.error(
            ErrorCode.INVALID_PARAMS,
            "%s needs the parameter '%s'".formatted(spec.key(), parameter.name()),
            "",
            "metalab op show " + spec.key(),
            null);
      }
    }
  }
}
