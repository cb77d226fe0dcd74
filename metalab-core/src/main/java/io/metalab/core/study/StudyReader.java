package io.metalab.core.study;

import io.metalab.api.Experiment;
import io.metalab.core.stage.Pipeline;
import io.metalab.core.stage.StageValues;
import io.metalab.core.study.Item.Dict;
import io.metalab.core.study.Item.Scalar;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Makes a study of a declaration. */
final class StudyReader {
  static final String STUDY = "a study";
  static final String STAGES = "stages";
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
          "prune",
          "tags",
          STAGES,
          "run");

  static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.-]*");

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

  /** Returns the study: one experiment, or several stages. */
  Pipeline pipeline(UserLoader.Loaded loaded) {
    String name = Section.text("study", study.require("study", "its name, as in 'study: koopman'"));
    Item version = study.require("version", "as in 'version: \"1\"'");
    Experiment.Builder builder = builder(name, version);
    StudyScope scope = new StudyScope(loaded.operations(), loaded.classLoader(), baseDirectory);
    if (study.has(STAGES)) {
      return new StagesReader(study, scope).read(name, Section.text("version", version));
    }
    Experiment experiment = new ExperimentReader(study, scope).read(builder);
    if (StageValues.takes(experiment)) {
      throw study
          .placeOf("params")
          .error(
              "values of stages are taken here, but the study has no stages.",
              "",
              "stages: {fit: {operation: …}, …}");
    }
    return Pipeline.of(experiment);
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
}
