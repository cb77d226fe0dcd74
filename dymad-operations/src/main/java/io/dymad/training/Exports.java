package io.dymad.training;

import static java.util.Objects.requireNonNull;

import io.dymad.io.NpzArrays;
import io.dymad.numerics.ComplexVector;
import io.metalab.api.ErrorCode;
import io.metalab.api.MetalabException;
import io.metalab.capture.NdArray;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Keeps what {@link Export} phases name in files of a directory, when told of the state after them:
 * a listener of {@link Training#run}. A later file of a kind takes the place of the one before.
 *
 * <ul>
 *   <li>{@code best_model}: {@code <name>.json}, for {@link Checkpoints#loadModel}
 *   <li>{@code run_checkpoint}: {@code <name>_run_checkpoint.json}, for {@link Checkpoints#read}
 *   <li>{@code summary}: {@code <name>_summary.npz} with {@code hist}, {@code [epochs, 6]} with the
 *       components of {@link Epoch}, and {@code final_train_loss}, {@code final_valid_loss}, {@code
 *       best_valid_loss} and {@code convergence_epoch}, the number of the epoch with the best
 *       weights, from 1; 0 if those at the start are
 *   <li>{@code analysis}: {@code <name>_analysis.npz} with {@code rmse} of rollouts of the best
 *       model for each trajectory held out, as the task has them, {@code rmse_mean}, {@code
 *       rmse_std}, {@code rmse_median}, {@code rmse_min}, {@code rmse_max}, and of linear dynamics
 *       {@code exponents}, {@code [latent, 2]}, real and imaginary parts
 * </ul>
 *
 * <p>For use by one thread.
 */
public final class Exports implements Consumer<TrainingState> {
  private final ModelOrigin origin;
  private final TrainingTask task;
  private final Path directory;
  private final String name;
  private int passed;

  /**
   * Prepares to listen.
   *
   * @param origin what the task's model was built of, and what its data went through
   * @param start where the training starts, or goes on
   * @param directory that exists
   * @param name what names of files begin with
   */
  public Exports(
      ModelOrigin origin, TrainingTask task, TrainingState start, Path directory, String name) {
    this.origin = requireNonNull(origin, "origin");
    this.task = requireNonNull(task, "task");
    this.directory = requireNonNull(directory, "directory");
    this.name = requireNonNull(name, "name");
    this.passed = start.cursor().phase();
  }

  /**
   * {@inheritDoc}
   *
   * @throws MetalabException with FILE_UNREADABLE if a file cannot be written
   */
  @Override
  public void accept(TrainingState state) {
    for (; passed < state.cursor().phase(); passed++) {
      if (task.phases().get(passed) instanceof Export export) {
        write(export.kind(), state);
      }
    }
  }

  private void write(Export.Kind kind, TrainingState state) {
    switch (kind) {
      case BEST_MODEL -> Checkpoints.writeModel(origin, task, state, file(".json"));
      case RUN_CHECKPOINT -> Checkpoints.write(origin, task, state, file("_run_checkpoint.json"));
      case SUMMARY -> writeSummary(state, file("_summary.npz"));
      case ANALYSIS -> write(analysis(state), file("_analysis.npz"));
    }
  }

  /**
   * Writes the losses of all epochs so far, as {@code summary} phases do.
   *
   * @throws MetalabException with FILE_UNREADABLE if the file cannot be written
   */
  public static void writeSummary(TrainingState state, Path file) {
    write(summary(state), file);
  }

  private Path file(String ending) {
    return directory.resolve(name + ending);
  }

  private static void write(SortedMap<String, NdArray> arrays, Path file) {
    try {
      NpzArrays.write(arrays, file);
    } catch (IOException e) {
      throw new MetalabException(
          ErrorCode.FILE_UNREADABLE, "The file %s cannot be written: %s".formatted(file, e), e);
    }
  }

  private static SortedMap<String, NdArray> summary(TrainingState state) {
    SortedMap<String, NdArray> arrays = new TreeMap<>();
    List<Epoch> history = state.history();
    Checkpoints.findHistory(state).ifPresent(epochs -> arrays.put("hist", epochs));
    if (!history.isEmpty()) {
      Epoch last = history.get(history.size() - 1);
      put(arrays, "final_train_loss", last.trainLoss());
      put(arrays, "final_valid_loss", last.validLoss());
    }
    put(arrays, "best_valid_loss", state.best().loss());
    put(arrays, "convergence_epoch", bestEpoch(state));
    return arrays;
  }

  private static int bestEpoch(TrainingState state) {
    List<Epoch> history = state.history();
    for (int i = 0; i < history.size(); i++) {
      Epoch epoch = history.get(i);
      if (epoch.phase() == state.best().phase()
          && epoch.epoch() == state.best().epoch()
          && epoch.validLoss() == state.best().loss()) {
        return i + 1;
      }
    }
    return 0;
  }

  private SortedMap<String, NdArray> analysis(TrainingState state) {
    TrainedModel best = TrainedModel.best(task, state);
    HeldOutErrors errors = HeldOutErrors.of(best, task.data().heldOut().items());
    double[] rmse = errors.toArray();
    SortedMap<String, NdArray> arrays = new TreeMap<>();
    arrays.put("rmse", NdArray.of(rmse, rmse.length));
    put(arrays, "rmse_mean", errors.mean());
    put(arrays, "rmse_std", errors.deviation());
    put(arrays, "rmse_median", errors.median());
    put(arrays, "rmse_min", Arrays.stream(rmse).min().orElseThrow());
    put(arrays, "rmse_max", Arrays.stream(rmse).max().orElseThrow());
    if (best.isLinear()) {
      ComplexVector exponents = best.exponents();
      double[] parts = new double[2 * exponents.size()];
      for (int i = 0; i < exponents.size(); i++) {
        parts[2 * i] = exponents.get(i).re();
        parts[2 * i + 1] = exponents.get(i).im();
      }
      arrays.put("exponents", NdArray.of(parts, exponents.size(), 2));
    }
    return arrays;
  }

  private static void put(SortedMap<String, NdArray> arrays, String name, double value) {
    arrays.put(name, NdArray.of(new double[] {value}, 1));
  }
}
