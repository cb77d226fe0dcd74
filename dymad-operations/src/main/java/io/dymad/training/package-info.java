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
 */
@NullMarked
package io.dymad.training;

import org.jspecify.annotations.NullMarked;
