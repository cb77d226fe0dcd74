package io.metalab.core.stage;

import io.metalab.api.OperationSpec;
import io.metalab.api.ParameterSpec;
import io.metalab.api.StageValue;
import io.metalab.core.registry.DidYouMean;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Refuses what an operation by its own description never gives to a later stage. */
final class StageChecks {
  private StageChecks() {}

  static void check(Stage stage, Map<String, Stage> byName) {
    if (stage.isSearch() && !stage.takes().isEmpty()) {
      throw new StageException(
          stage.name(),
          "The stage '%s' is a search and takes from '%s', but a search has one sequence of points. Let the search be a stage that takes from none."
              .formatted(stage.name(), stage.takes().get(0).stage()),
          "");
    }
    for (StageValue value : StageValues.of(stage.experiment())) {
      Stage earlier = byName.get(value.stage());
      if (earlier != null) {
        check(stage, value, earlier.experiment().operationSpec());
      }
    }
    for (Take take : stage.takes()) {
      Stage earlier = byName.get(take.stage());
      if (earlier != null && take.ranks()) {
        check(
            stage,
            new StageValue(StageValue.Kind.METRIC, take.stage(), take.by().metric()),
            earlier.experiment().operationSpec());
      }
    }
  }

  private static void check(Stage stage, StageValue value, OperationSpec spec) {
    switch (value.kind()) {
      case ARTIFACT -> {
        Set<String> known = spec.artifacts().keySet();
        if (!spec.open()
            && !known.isEmpty()
            && known.stream().noneMatch(one -> gives(one, value))) {
          throw unknown(stage, value, "artifact", "writes", known);
        }
      }
      case METRIC -> {
        Set<String> known = spec.metrics().keySet();
        if (!spec.open() && !known.isEmpty() && !known.contains(value.name())) {
          throw unknown(stage, value, "metric", "has", known);
        }
      }
      case PARAM -> {
        List<String> known = spec.parameters().stream().map(ParameterSpec::name).toList();
        if (!spec.open() && !known.contains(value.name())) {
          throw unknown(stage, value, "parameter", "has", known);
        }
      }
    }
  }

  /** A described name may be that of a directory, as may be the name that is taken. */
  private static boolean gives(String described, StageValue value) {
    return described.equals(value.name())
        || described.startsWith(value.name() + "/")
        || value.name().startsWith(described + "/");
  }

  private static StageException unknown(
      Stage stage, StageValue value, String what, String verb, Collection<String> known) {
    return new StageException(
        stage.name(),
        "The stage '%s' takes the %s '%s' of '%s', whose operation %s %s."
            .formatted(
                stage.name(),
                what,
                value.name(),
                value.stage(),
                verb,
                known.isEmpty() ? "none" : String.join(", ", known)),
        DidYouMean.closest(value.name(), new LinkedHashSet<>(known)).orElse(""));
  }
}
