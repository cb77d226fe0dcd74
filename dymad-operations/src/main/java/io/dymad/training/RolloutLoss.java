package io.dymad.training;

import io.dymad.core.Trajectories;
import io.dymad.core.Trajectory;
import io.dymad.models.LatentModel;
import io.dymad.models.Weights;
import io.dymad.torch.Precision;
import io.dymad.torch.Scope;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;

/** Criteria of rollouts of whole trajectories, and of states encoded and decoded. */
final class RolloutLoss {
  private final LatentModel model;
  private final Node trainer;
  private final Precision precision;
  private final Criteria criteria;
  private final List<Courses> byLength = new ArrayList<>();
  private final int count;

  RolloutLoss(TrainingTask task, Trajectories data) {
    this.model = task.model();
    this.trainer = Node.of(task.rollout());
    this.precision = task.precision();
    this.criteria = task.judged();
    this.count = data.size();
    SortedMap<Integer, List<Trajectory>> groups = new TreeMap<>();
    for (Trajectory item : data.items()) {
      groups.computeIfAbsent(item.steps(), length -> new ArrayList<>()).add(item);
    }
    groups
        .values()
        .forEach(group -> byLength.add(new Courses(new Trajectories(group), task.step())));
  }

  /** Returns the loss, a mean over trajectories; infinite if a rollout is not finite. */
  double of(Weights weights) {
    double sum = 0;
    for (Courses courses : byLength) {
      try (Scope scope = Scope.open(precision)) {
        Batch batch = courses.batch(scope, IntStream.range(0, courses.size()).toArray());
        double loss = trainer.loss(model, weights.bind(scope), batch, criteria).value();
        sum += loss * courses.size() / count;
      } catch (ArithmeticException e) {
        return Double.POSITIVE_INFINITY;
      }
    }
    return Double.isFinite(sum) ? sum : Double.POSITIVE_INFINITY;
  }
}
