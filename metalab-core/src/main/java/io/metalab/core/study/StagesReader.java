package io.metalab.core.study;

import io.metalab.api.Experiment;
import io.metalab.api.Goal;
import io.metalab.core.registry.DidYouMean;
import io.metalab.core.stage.Pipeline;
import io.metalab.core.stage.Stage;
import io.metalab.core.stage.StageException;
import io.metalab.core.stage.Take;
import io.metalab.core.study.Item.Entry;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads the stages of a study. */
final class StagesReader {
  /** What is said of each stage, not of the study. */
  private static final List<String> OF_STAGES =
      List.of("operation", "context", "params", "sweep", "search", "seeds", "prune");

  static final List<String> STAGE = stageKeys();

  private final Section study;
  private final StudyScope scope;

  StagesReader(Section study, StudyScope scope) {
    this.study = study;
    this.scope = scope;
  }

  private static List<String> stageKeys() {
    List<String> keys = new ArrayList<>(List.of("from"));
    keys.addAll(ExperimentReader.KEYS);
    return List.copyOf(keys);
  }

  /**
   * Reads the stages of a study.
   *
   * @throws StudyFileException with the place of what is wrong
   */
  Pipeline read(String name, String version) {
    for (String key : OF_STAGES) {
      if (study.has(key)) {
        throw study.placeOf(key).error("'%s' stands in a stage, not beside stages.".formatted(key));
      }
    }
    Item declared = study.require(StudyReader.STAGES, "");
    Map<String, Entry> entries = Section.anyMap(StudyReader.STAGES, declared);
    if (entries.isEmpty()) {
      throw declared.place().error("stages needs a stage.", "", "fit: {operation: …}");
    }
    Optional<Goal> goal = study.find("goal").map(ExperimentReader::goal);
    List<String> tags = study.findTexts("tags").orElse(List.of());
    Map<String, Stage> stages = new LinkedHashMap<>();
    entries.forEach(
        (stage, entry) -> {
          if (!StudyReader.NAME.matcher(stage).matches()) {
            throw entry
                .keyPlace()
                .error(
                    "the name '%s' of a stage must be letters, digits, '_', '.' or '-', starting with a letter or digit."
                        .formatted(stage));
          }
          Experiment.Builder builder = Experiment.of(name, version).stage(stage);
          goal.ifPresent(builder::goal);
          tags.forEach(builder::tag);
          Section section = Section.of(StudyReader.STAGES + "." + stage, entry.item(), STAGE);
          List<Take> takes =
              section
                  .find("from")
                  .map(item -> new TakesReader(stage, entries.keySet()).read(item))
                  .orElse(List.of());
          Experiment experiment = new ExperimentReader(section, scope).read(builder);
          stages.put(stage, new Stage(experiment, takes));
        });
    try {
      return Pipeline.of(List.copyOf(stages.values()));
    } catch (StageException e) {
      Entry stage = entries.get(e.stage());
      throw (stage == null ? declared.place() : stage.keyPlace()).error(e);
    }
  }

  /** Returns the error of a stage that is not there. */
  static StudyFileException unknown(Place place, String stage, Set<String> stages) {
    return place.error(
        "there is no stage '%s'.".formatted(stage),
        DidYouMean.closest(stage, stages).map("did you mean '%s'?"::formatted).orElse(""),
        "the stages are " + String.join(", ", stages));
  }
}
