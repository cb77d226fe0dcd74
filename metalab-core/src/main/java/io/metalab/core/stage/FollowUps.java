package io.metalab.core.stage;

import io.metalab.api.Experiment;
import io.metalab.api.RunRecord;
import io.metalab.api.StageValue;
import io.metalab.core.plan.StudyPlan;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/**
 * The runs of later stages that follow upon a single run, so that they can be planned when that has
 * ended, whatever becomes of the rest of its stage.
 *
 * <p>These are the runs of a stage that takes each run of one other, all of them, whose context
 * takes nothing and which is neither a search nor has a rule about its replicates; and in turn
 * those that follow upon them. All such stages have different operations, so that no run of one can
 * be a run of another.
 */
public final class FollowUps {
  /** What follows where there are no stages. */
  public static final FollowUps NONE =
      new FollowUps(
          List.of(),
          experiment -> {
            throw new IllegalStateException("Nothing follows.");
          });

  private final List<Follower> followers;
  private final Function<Experiment, StudyPlan> planner;

  /** A stage and what it takes of each run. */
  private record Follower(Stage stage, List<StageValue> wanted) {}

  private FollowUps(List<Stage> stages, Function<Experiment, StudyPlan> planner) {
    this.followers =
        stages.stream()
            .map(stage -> new Follower(stage, List.copyOf(StageValues.of(stage.experiment()))))
            .toList();
    this.planner = planner;
  }

  /**
   * Returns what follows upon the runs of a stage.
   *
   * @param planner plans runs of a later stage, whose experiment holds no values of other stages
   */
  static FollowUps of(Pipeline pipeline, String first, Function<Experiment, StudyPlan> planner) {
    List<Stage> found = new ArrayList<>();
    Set<String> open = new LinkedHashSet<>(Set.of(first));
    Set<String> operations = new LinkedHashSet<>(Set.of(operation(pipeline.stage(first))));
    for (Stage stage : pipeline.stages()) {
      if (takesEachOf(stage, open) && operations.add(operation(stage))) {
        open.add(stage.name());
        found.add(stage);
      }
    }
    return new FollowUps(found, planner);
  }

  private static String operation(Stage stage) {
    return stage.experiment().operationSpec().qualifiedKey();
  }

  private static boolean takesEachOf(Stage stage, Set<String> open) {
    if (stage.takes().size() != 1 || stage.isOpenEnded()) {
      return false;
    }
    Take take = stage.takes().get(0);
    return open.contains(take.stage())
        && take.mode() == Take.Mode.EACH
        && take.top() == 0
        && take.where().isEmpty()
        && StageValues.inContext(stage.experiment()).isEmpty();
  }

  /** Returns whether nothing ever follows. */
  public boolean isEmpty() {
    return followers.isEmpty();
  }

  /** Returns the stages of which runs may follow, in order. */
  public List<Experiment> stages() {
    return followers.stream().map(follower -> follower.stage().experiment()).toList();
  }

  /**
   * Returns the plans of the runs that follow upon a successful run, one for each stage.
   *
   * @throws StageException if the run does not have what a stage takes of it
   */
  public List<StudyPlan> after(RunRecord run) {
    return followers.stream()
        .filter(follower -> follower.stage().takes().get(0).stage().equals(run.stage()))
        .map(follower -> plan(follower, run))
        .toList();
  }

  private StudyPlan plan(Follower follower, RunRecord run) {
    Stage stage = follower.stage();
    List<?> values = new RecordValues(stage.name(), follower.wanted()).of(run);
    TakenRuns one =
        new TakenRuns(
            List.of(new TakenRuns.Group(run.runId().shortHex(), values)), 0, 0, List.of());
    return planner.apply(
        new StageSource(stage, List.of(one), List.of(follower.wanted())).experiment());
  }
}
