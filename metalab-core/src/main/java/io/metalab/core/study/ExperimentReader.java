package io.metalab.core.study;

import io.metalab.api.ContextSpec;
import io.metalab.api.Experiment;
import io.metalab.api.Goal;
import io.metalab.api.MetalabException;
import io.metalab.api.Params;
import io.metalab.api.PruneRule;
import io.metalab.core.params.ParamSources;
import io.metalab.core.registry.BoundOperation;
import java.util.List;
import java.util.Optional;

/** Reads what is run, on what and how often, of a study or of one of its stages. */
final class ExperimentReader {
  /** The keys that say so, in a study as in a stage. */
  static final List<String> KEYS =
      List.of(
          "goal", "operation", "context", "params", "sweep", "search", "seeds", "prune", "tags");

  static final List<String> GOAL = List.of("metric", "minimize", "maximize");

  private final Section study;
  private final StudyScope scope;

  ExperimentReader(Section study, StudyScope scope) {
    this.study = study;
    this.scope = scope;
  }

  /** Adds to a declaration what is written. */
  Experiment read(Experiment.Builder builder) {
    Item declared =
        study.require(
            "operation", "a registered key, {class: com.acme.Train} or {command: [program, …]}");
    BoundOperation operation = OperationReader.read(declared, scope);
    builder.operation(operation.spec(), operation.operation());
    ContextSpec context =
        study
            .find("context")
            .map(item -> ContextReader.read(item, scope))
            .orElse(ContextSpec.empty());
    builder.context(context);
    SweepReader.Sweep sweep = sweep(new ParamChecks(operation.spec()));
    builder.params(sweep.source());
    CommandWords.checkNames(declared, operation, sweep.names(), context.values().names());
    study.find("seeds").map(SeedsReader::seeds).ifPresent(builder::seeds);
    study.find("goal").map(ExperimentReader::goal).ifPresent(builder::goal);
    study.find("seeds").map(SeedsReader::until).ifPresent(builder::until);
    study.find("prune").ifPresent(item -> prune(item, builder));
    study.findTexts("tags").orElse(List.of()).forEach(builder::tag);
    try {
      return builder.build();
    } catch (MetalabException e) {
      // All else has been checked at its own place.
      String key = study.has("search") ? "search" : "seeds";
      throw study.placeOf(study.has("prune") ? "prune" : key).error(e);
    }
  }

  private void prune(Item item, Experiment.Builder builder) {
    PruneRule rule = PruneReader.rule(item);
    if (rule.hasMedian() && !study.has("search")) {
      throw item.place()
          .error(
              "the runs of a sweep see no results of others, so that they cannot be compared with a"
                  + " median.",
              "",
              "search: {algorithm: grid, …}, or prune: {patience: {reports: 10}}");
    }
    builder.prune(rule);
  }

  private SweepReader.Sweep sweep(ParamChecks checks) {
    Params constants = Params.empty();
    Optional<Item> params = study.find("params");
    if (params.isPresent()) {
      Section.anyMap("params", params.get())
          .forEach(
              (name, entry) -> {
                checks.checkName(name, entry.keyPlace());
                checks.checkValue(
                    name, ValueReader.value("params." + name, entry.item()), entry.item().place());
              });
      constants = ValueReader.params("params", params.get());
    }
    if (study.has("search")) {
      if (study.has("sweep")) {
        throw study
            .placeOf("search")
            .error("a study has either a sweep or a search.", "", "leave one of them out");
      }
      SweepReader.Sweep search =
          new SearchReader(checks, constants, scope.classLoader())
              .read(study.find("search").orElseThrow());
      checks.checkRequired(search.names(), study.placeOf("operation"));
      return search;
    }
    SweepReader.Sweep sweep =
        study.has("sweep")
            ? new SweepReader(scope.baseDirectory(), checks, constants)
                .read(study.find("sweep").orElseThrow())
            : new SweepReader.Sweep(
                ParamSources.constants(constants, ParamSources.single()), constants.names());
    checks.checkRequired(sweep.names(), study.placeOf("operation"));
    return sweep;
  }

  static Goal goal(Item item) {
    Section section = Section.of("goal", item, GOAL);
    String metric = Section.text("goal.metric", section.require("metric", "the name of a metric"));
    if (section.has("minimize") == section.has("maximize")) {
      throw item.place().error("a goal has either minimize or maximize.", "", "minimize: true");
    }
    boolean minimize =
        section
            .findBoolean("minimize")
            .or(() -> section.findBoolean("maximize").map(maximize -> !maximize))
            .orElseThrow();
    return new Goal(metric, minimize);
  }
}
