/**
 * Training of {@link io.dymad.models models} on trajectories.
 *
 * <p>A {@link io.dymad.training.TrainingTask} is a list of phases: {@link io.dymad.training.Node}
 * compares rollouts with data, {@link io.dymad.training.Weak} rates in the weak form, {@link
 * io.dymad.training.OneStep} single steps, and {@link io.dymad.training.LinearSolve} fits linear
 * dynamics by least squares. A {@link io.dymad.training.Training} goes from one {@link
 * io.dymad.training.TrainingState} to the next, epoch by epoch; a state is all that the following
 * epochs depend on, so that a training that goes on from a stored state gives the same numbers, bit
 * for bit, as one that never stopped.
 *
 * <p>The best weights are those with the lowest loss of rollouts of whole trajectories that were
 * held out, whatever the phase and its own loss.
 *
 * <pre>{@code
 * LatentModel model = ModelSpec.of(Map.of("name", "KBF", "koopman_dimension", 4)).build(2, 0);
 * Phase phase = GradientPhase.of(Weak.defaults(), Schedule.of(200).withLearningRate(5e-3));
 * Rollout rollout = new Rollout(new Rk4(1), Hold.CUBIC);
 * TrainingTask task =
 *     new TrainingTask(model, split, List.of(phase), rollout, Precision.FLOAT64);
 * Training training = new Training(task, seeds);
 * TrainingState end = training.run(training.start(), state -> {});
 * Matrix predicted = TrainedModel.best(task, end).predict(course);
 * }</pre>
 *
 * <h2>What is stable</h2>
 *
 * <p>Scripts outside the project may rely on {@link TrainingTask}, {@link Phase}, {@link
 * GradientPhase}, {@link LinearSolve}, {@link DataPhase}, {@link Node}, {@link Weak}, {@link
 * OneStep}, {@link Schedule}, {@link Criteria}, {@link Training}, {@link TrainingState}, {@link
 * Epoch}, {@link TrainedModel}, {@link Checkpoints} and {@link ModelOrigin}: their names,
 * signatures and the meaning of their numbers stay within a minor version, and what goes is
 * deprecated for one. Public but not promised is what a trainer is made of, such as {@link
 * Trainer}, {@link Loss}, {@link Optimizer}, {@link Cursor} and {@link Batch}. All else is not for
 * scripts; docs/scratch.md says more.
 */
@NullMarked
package io.dymad.training;

import org.jspecify.annotations.NullMarked;
