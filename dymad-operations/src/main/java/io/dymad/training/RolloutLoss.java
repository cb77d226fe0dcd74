package io.dymad.training;

import io.dymad.core.Trajectories;
import io.dymad.core.Trajectory;
import io.dymad.models.Weights;
import io.dymad.torch.Scope;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;

/** Criteria of rollouts of whole trajectories, and of states encoded and decoded. */
final class RolloutLoss {
  private final TrainingTask task;
  private final Node trainer;
  private final List<Courses> byLength = new ArrayList<>();
  private final int count;

  RolloutLoss(TrainingTask task, Trajectories data) {
    this.task = task;
    this.trainer = Node.of(task.rollout());
    this.count = data.size();
    SortedMap<Integer, List<Trajectory>> groups = new TreeMap<>();
    for (Trajectory item : data.items()) {
      groups.computeIfAbsent(item.steps(), length -> new ArrayList<>()).add(item);
    }
    groups
        .values()
        .forEach(
            group ->
                byLength.add(new Courses(Excerpts.whole(new Trajectories(group)), task.step())));
  }

  /** Returns the loss, a mean over trajectories; infinite if a rollout is not finite. */
  double of(Weights weights) {
    double sum = 0;
    for (Courses courses : byLength) {
      try (Scope scope = Scope.withoutGradients(task.precision(), task.device())) {
        Batch batch = courses.batch(scope, IntStream.range(0, courses.size()).toArray());
        double loss = trainer.loss(task.model(), weights.bind(scope), batch, task.judged()).value();
        sum += loss * courses.size() / count;
      } catch (ArithmeticException e) {
        return Double.POSITIVE_INFINITY;
      }
    }
    return Double.isFinite(sum) ? sum : Double.POSITIVE_INFINITY;
  }
}
