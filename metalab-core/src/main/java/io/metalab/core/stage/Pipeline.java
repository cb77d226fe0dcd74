package io.metalab.core.stage;

import io.metalab.api.Experiment;
import io.metalab.api.Goal;
import io.metalab.api.StageValue;
import io.metalab.core.registry.DidYouMean;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The stages of a study, each after those that it takes from; of others the one declared first
 * comes first. A study that is one experiment is a pipeline of one stage without a name. Immutable.
 */
public final class Pipeline {
  private final List<Stage> stages;

  private Pipeline(List<Stage> stages) {
    this.stages = List.copyOf(stages);
  }

  /** Returns the study that is one experiment. */
  public static Pipeline of(Experiment experiment) {
    return new Pipeline(List.of(new Stage(experiment, List.of())));
  }

  /**
   * Returns the study of these stages. A stage that is not taken from, but a value of which stands
   * somewhere, is taken from run by run.
   *
   * @param declared the stages, in any order; all of one experiment, by name
   * @throws StageException if two have one name, one takes from a stage that is not there or that
   *     takes from it in turn, takes the best without a goal, or what the earlier operation does
   *     not give by its own description
   */
  public static Pipeline of(List<Stage> declared) {
    if (declared.isEmpty()) {
      throw new IllegalArgumentException("A study needs at least one stage.");
    }
    Map<String, Stage> byName = new LinkedHashMap<>();
    for (Stage stage : declared) {
      if (byName.put(stage.name(), stage) != null) {
        throw new StageException(
            stage.name(), "There are two stages '%s'.".formatted(stage.name()), "");
      }
    }
    Map<String, Stage> complete = new LinkedHashMap<>();
    byName.forEach((name, stage) -> complete.put(name, completed(stage, byName)));
    complete.values().forEach(stage -> StageChecks.check(stage, complete));
    return new Pipeline(ordered(complete));
  }

  private static Stage completed(Stage stage, Map<String, Stage> byName) {
    Map<String, Take> takes = new LinkedHashMap<>();
    for (Take take : stage.takes()) {
      if (takes.put(take.stage(), take) != null) {
        throw new StageException(
            stage.name(),
            "The stage '%s' takes from '%s' twice.".formatted(stage.name(), take.stage()),
            "");
      }
    }
    for (StageValue value : StageValues.of(stage.experiment())) {
      takes.putIfAbsent(value.stage(), Take.each(value.stage()));
    }
    List<Take> completed = new ArrayList<>();
    for (Take take : takes.values()) {
      Stage earlier = byName.get(take.stage());
      if (earlier == null) {
        throw new StageException(
            stage.name(),
            "The stage '%s' takes from '%s', but the study has the stages %s."
                .formatted(stage.name(), take.stage(), String.join(", ", byName.keySet())),
            DidYouMean.closest(take.stage(), byName.keySet()).orElse(""));
      }
      completed.add(ranked(stage, take, earlier.experiment().goal()));
    }
    return stage.withTakes(completed);
  }

  private static Take ranked(Stage stage, Take take, Goal goal) {
    if (!take.ranks() || !take.by().isNone()) {
      return take;
    }
    if (goal.isNone()) {
      throw new StageException(
          stage.name(),
          "The stage '%s' takes the best of '%s', which has no goal that says what is better. Add by, such as 'min loss', or a goal."
              .formatted(stage.name(), take.stage()),
          "");
    }
    return take.by(goal);
  }

  private static List<Stage> ordered(Map<String, Stage> stages) {
    Set<String> done = new LinkedHashSet<>();
    for (String name : stages.keySet()) {
      visit(name, stages, new LinkedHashSet<>(), done);
    }
    return done.stream().map(stages::get).toList();
  }

  private static void visit(
      String name, Map<String, Stage> stages, Set<String> path, Set<String> done) {
    if (done.contains(name)) {
      return;
    }
    if (!path.add(name)) {
      List<String> cycle = new ArrayList<>(path);
      cycle.subList(0, cycle.indexOf(name)).clear();
      cycle.add(name);
      throw new StageException(
          name,
          "The stages take from each other in a circle: %s.".formatted(String.join(" <- ", cycle)),
          "");
    }
    Stage stage = stages.get(name);
    if (stage != null) {
      stage.takes().forEach(take -> visit(take.stage(), stages, path, done));
    }
    path.remove(name);
    done.add(name);
  }

  /** Returns the stages in their order. */
  public List<Stage> stages() {
    return stages;
  }

  /** Returns whether the study was declared in stages. */
  public boolean isStaged() {
    return !stages.get(0).name().isEmpty();
  }

  /** Returns the experiment of the last stage, which is what the study comes to. */
  public Experiment last() {
    return stages.get(stages.size() - 1).experiment();
  }

  /** Returns the stage of a name; the only one of a study without stages. */
  public Stage stage(String name) {
    return stages.stream()
        .filter(stage -> stage.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("There is no stage '%s'.".formatted(name)));
  }

  /** Returns whether a later stage takes from a stage. */
  boolean isTaken(String name) {
    return stages.stream()
        .flatMap(stage -> stage.takes().stream())
        .anyMatch(take -> take.stage().equals(name));
  }

  /** Returns the most runs that all stages have together, duplicates included. */
  public long mostRuns() {
    Map<String, Double> runs = new LinkedHashMap<>();
    for (Stage stage : stages) {
      Experiment experiment = stage.experiment();
      double most = (double) experiment.params().size() * experiment.seeds().runsPerPoint();
      for (Take take : stage.takes()) {
        most *= most(take, runs.getOrDefault(take.stage(), 0.0));
      }
      runs.put(stage.name(), most);
    }
    return (long) runs.values().stream().mapToDouble(Double::doubleValue).sum();
  }

  private double most(Take take, double runs) {
    double groups =
        switch (take.mode()) {
          case EACH -> runs;
          case BEST, FOLDED -> runs / stage(take.stage()).experiment().seeds().runsPerPoint();
          case ALL -> Math.min(1, runs);
        };
    return take.top() > 0 && take.mode() != Take.Mode.ALL ? Math.min(take.top(), groups) : groups;
  }

  /** Returns whether the number of runs is known only when results are. */
  public boolean mayHaveFewer() {
    return stages.stream()
        .flatMap(stage -> stage.takes().stream())
        .anyMatch(take -> !take.where().isEmpty() || take.skipFailed());
  }

  /** Returns the stages in one line, such as {@code data -> fit -> report}. */
  public String describe() {
    return String.join(" -> ", stages.stream().map(Stage::name).toList());
  }
}
