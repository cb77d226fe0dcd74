package io.dymad.training;

import static java.util.Objects.requireNonNull;

/**
 * A phase that goes down the gradients of a trainer's loss. Its optimiser starts anew.
 *
 * @param trainer what the gradients are of
 * @param schedule how it goes down
 * @param criteria what the loss is made of
 * @param batchSize courses of one step, drawn without repetition; 0 for all
 * @param clip the largest Euclidean norm of a gradient, which is shortened beyond; 0 for none
 * @param patience epochs without better weights after which the phase ends; 0 for none
 */
public record GradientPhase(
    Trainer trainer, Schedule schedule, Criteria criteria, int batchSize, double clip, int patience)
    implements Phase {
  public GradientPhase {
    requireNonNull(trainer, "trainer");
    requireNonNull(schedule, "schedule");
    requireNonNull(criteria, "criteria");
    if (batchSize < 0 || !(clip >= 0) || patience < 0) {
      throw new IllegalArgumentException(
          "The size of a batch (%d), the largest norm of a gradient (%s) and the patience (%d) must be at least 0."
              .formatted(batchSize, clip, patience));
    }
  }

  /** Returns a phase with all courses in each step, without limits. */
  public static GradientPhase of(Trainer trainer, Schedule schedule) {
    return new GradientPhase(trainer, schedule, Criteria.defaults(), 0, 0, 0);
  }

  /** Returns the same with another loss. */
  public GradientPhase withCriteria(Criteria others) {
    return new GradientPhase(trainer, schedule, others, batchSize, clip, patience);
  }

  /** Returns the same with steps of some courses; 0 for all. */
  public GradientPhase withBatchSize(int size) {
    return new GradientPhase(trainer, schedule, criteria, size, clip, patience);
  }

  /** Returns the same with gradients of a norm that is limited; 0 for no limit. */
  public GradientPhase withClip(double norm) {
    return new GradientPhase(trainer, schedule, criteria, batchSize, norm, patience);
  }

  /** Returns the same, ended after epochs without better weights; 0 for never. */
  public GradientPhase withPatience(int epochs) {
    return new GradientPhase(trainer, schedule, criteria, batchSize, clip, epochs);
  }
}
