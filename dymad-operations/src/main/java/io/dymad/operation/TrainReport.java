package io.dymad.operation;

import io.dymad.numerics.ComplexVector;
import io.dymad.training.Epoch;
import io.dymad.training.TrainedModel;
import io.dymad.training.TrainingState;
import io.metalab.api.Capture;
import io.metalab.api.Params;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a run of {@link TrainOperation} hands over. */
final class TrainReport {
  private final TrainingPlan plan;
  private final TrainingState state;
  private final KeptPhases kept;
  private final HistoryReport history;

  TrainReport(TrainingPlan plan, TrainingState state, KeptPhases kept) {
    this.plan = plan;
    this.state = state;
    this.kept = kept;
    this.history = new HistoryReport(plan, state);
  }

  /** Captures what every training has, one that diverged included. */
  void captureHistory(Capture capture, Params params, double divergedStep) {
    capture.data("config.json", plan.configuration(params));
    if (!state.history().isEmpty()) {
      history.capture(capture);
    }
    if (!kept.analyses().isEmpty()) {
      new AnalysisReport(kept).capture(capture);
    }
    capture.metric("n_parameters", state.weights().size());
    capture.metric("n_train", plan.data().train().size());
    capture.metric("n_held_out", plan.data().heldOut().size());
    capture.metric("epochs_done", state.history().size());
    capture.metric("diverged_step", divergedStep);
  }

  /**
   * Captures what a training has that came to its end.
   *
   * @param directory an empty one
   */
  void captureEnd(Capture capture, Path directory) {
    TrainingFiles.write(plan, state, kept, directory);
    capture.file(TrainingFiles.DIRECTORY, directory);
    List<Epoch> epochs = state.history();
    Epoch last = epochs.get(epochs.size() - 1);
    List<Course> courses =
        plan.courses(plan.best(state), TestedPiece.HELD_OUT, plan.data().heldOut());
    double[] errors = courses.stream().mapToDouble(Course::rootMeanSquare).toArray();
    long diverged = courses.stream().filter(Course::isDiverged).count();
    capture.metric("best_valid_loss", state.best().loss());
    capture.metric("best_epoch", history.bestEpoch());
    capture.metric("final_valid_loss", last.validLoss());
    capture.metric("final_train_loss", last.trainLoss());
    capture.metric("rmse_mean", Summaries.mean(errors));
    capture.metric("rmse_max", Summaries.max(errors));
    capture.metric("forecast_error", Course.relativeError(courses));
    capture.metric("n_diverged", diverged);
    capture.data("summary.json", summary());
    if (plan.isCutShort(state)) {
      capture.note(
          "The %d epochs ended in phase %d of %d, before its own end."
              .formatted(epochs.size(), state.cursor().phase(), plan.task().phases().size()));
    }
  }

  private Map<String, Object> summary() {
    Map<String, Object> summary = new LinkedHashMap<>();
    summary.put("model", plan.model().variant().name());
    summary.put("latent_dimension", plan.task().model().latentSize());
    summary.put("best_phase", state.best().phase());
    summary.put("phases", phases());
    TrainedModel best = plan.best(state);
    if (best.isLinear()) {
      ComplexVector exponents = best.exponents();
      if (Arrays.stream(exponents.re()).allMatch(Double::isFinite)) {
        summary.put("exponents_re", exponents.re());
        summary.put("exponents_im", exponents.im());
      }
    }
    return summary;
  }

  /** Returns the epochs and losses of each phase that had an epoch. */
  private List<Map<String, Object>> phases() {
    List<Map<String, Object>> phases = new ArrayList<>();
    List<Epoch> epochs = state.history();
    for (int from = 0; from < epochs.size(); ) {
      int phase = epochs.get(from).phase();
      int to = from;
      double best = Double.POSITIVE_INFINITY;
      while (to < epochs.size() && epochs.get(to).phase() == phase) {
        best = Math.min(best, epochs.get(to++).validLoss());
      }
      Map<String, Object> entry = new LinkedHashMap<>();
      entry.put("phase", phase);
      entry.put("trainer", plan.phase(phase).trainer());
      entry.put("epochs", to - from);
      putFinite(entry, "last_train_loss", epochs.get(to - 1).trainLoss());
      putFinite(entry, "best_valid_loss", best);
      phases.add(entry);
      from = to;
    }
    return phases;
  }

  /** Adds a number that JSON can hold. */
  private static void putFinite(Map<String, Object> entry, String name, double value) {
    if (Double.isFinite(value)) {
      entry.put(name, value);
    }
  }
}
