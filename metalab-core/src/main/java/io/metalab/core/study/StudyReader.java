package io.metalab.core.study;

import io.metalab.api.ContextSpec;
import io.metalab.api.Experiment;
import io.metalab.api.Goal;
import io.metalab.api.MetalabException;
import io.metalab.api.Params;
import io.metalab.core.params.ParamSources;
import io.metalab.core.registry.BoundOperation;
import io.metalab.core.study.Item.Dict;
import io.metalab.core.study.Item.Scalar;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Makes an experiment of a declaration. */
final class StudyReader {
  static final String STUDY = "a study";
  static final List<String> KEYS =
      List.of(
          "study",
          "version",
          "goal",
          "operation",
          "context",
          "params",
          "sweep",
          "search",
          "seeds",
          "tags",
          "run");

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.-]*");
  static final List<String> GOAL = List.of("metric", "minimize", "maximize");

  private final Section study;
  private final Path baseDirectory;

  StudyReader(Dict dict, Path baseDirectory) {
    this.study = Section.of(STUDY, dict, KEYS);
    this.baseDirectory = baseDirectory;
  }

  /** Returns what is written under {@code run}. */
  Section run() {
    Item empty = new Dict(Map.of(), study.place());
    return Section.of("run", study.find("run").orElse(empty), RunReader.KEYS);
  }

  Experiment experiment(UserLoader.Loaded loaded) {
    String name = Section.text("study", study.require("study", "its name, as in 'study: koopman'"));
    Item version = study.require("version", "as in 'version: \"1\"'");
    Experiment.Builder builder = builder(name, version);
    StudyScope scope = new StudyScope(loaded.operations(), loaded.classLoader(), baseDirectory);
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
    SweepReader.Sweep sweep = sweep(new ParamChecks(operation.spec()), loaded.classLoader());
    builder.params(sweep.source());
    CommandWords.checkNames(declared, operation, sweep.names(), context.values().names());
    study.find("seeds").map(SeedsReader::seeds).ifPresent(builder::seeds);
    study.find("goal").map(StudyReader::goal).ifPresent(builder::goal);
    study.find("seeds").map(SeedsReader::until).ifPresent(builder::until);
    study.findTexts("tags").orElse(List.of()).forEach(builder::tag);
    return built(builder);
  }

  private Experiment built(Experiment.Builder builder) {
    try {
      return builder.build();
    } catch (MetalabException e) {
      // All else has been checked at its own place.
      throw study.placeOf(study.has("search") ? "search" : "seeds").error(e);
    }
  }

  private Experiment.Builder builder(String name, Item version) {
    if (version instanceof Scalar scalar && scalar.value() instanceof Number) {
      throw version
          .place()
          .error(
              "the version is text, but %s is read as a number.".formatted(scalar.text()),
              "",
              "quote it: version: \"%s\"".formatted(scalar.text()));
    }
    String text = Section.text("version", version);
    checkName("study", name);
    checkName("version", text);
    return Experiment.of(name, text);
  }

  private void checkName(String key, String text) {
    if (!NAME.matcher(text).matches()) {
      throw study
          .find(key)
          .orElseThrow()
          .place()
          .error(
              "the %s '%s' must be letters, digits, '_', '.' or '-', starting with a letter or digit."
                  .formatted(key, text));
    }
  }

  private SweepReader.Sweep sweep(ParamChecks checks, ClassLoader loader) {
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
          new SearchReader(checks, constants, loader).read(study.find("search").orElseThrow());
      checks.checkRequired(search.names(), study.placeOf("operation"));
      return search;
    }
    SweepReader.Sweep sweep =
        study.has("sweep")
            ? new SweepReader(baseDirectory, checks, constants)
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
