package io.dymad.operation;

import io.dymad.training.DivergenceException;
import io.dymad.training.Epoch;
import io.dymad.training.Training;
import io.dymad.training.TrainingState;
import io.metalab.api.Capture;
import io.metalab.api.RunRuntime;
import io.metalab.api.SeedBundle;
import java.util.List;
import java.util.Locale;

/**
 * The epochs of one run: from where an earlier attempt was interrupted, else from where a shorter
 * run ended, if there is one, until the phases or the epochs end. It ends early, between two
 * epochs, when the run is cancelled.
 */
final class TrainingSession {
  private final TrainingPlan plan;
  private final RunRuntime runtime;
  private final Capture capture;
  private final Steps steps;
  private final Training training;
  private final KeptPhases kept;
  private final SavedTraining saved;
  private final EpochLog log;
  private TrainingState state;
  private int shownPercent = -1;
  private int shownAnalyses;
  private double bestReported = Double.POSITIVE_INFINITY;

  TrainingSession(
      TrainingPlan plan,
      KeptPhases kept,
      SavedTraining saved,
      SeedBundle seeds,
      RunRuntime runtime,
      Capture capture,
      Steps steps) {
    this.plan = plan;
    this.runtime = runtime;
    this.capture = capture;
    this.steps = steps;
    this.training = new Training(plan.task(), seeds);
    this.kept = kept;
    this.saved = saved;
    this.log = new EpochLog(capture, plan.epochs());
    this.state =
        saved
            .find()
            .or(
                () ->
                    runtime
                        .earlierCheckpoint()
                        .map(earlier -> TrainingFiles.state(plan, kept, earlier.path())))
            .orElseGet(training::start);
    List<Epoch> before = state.history();
    for (int i = 0; i < before.size(); i++) {
      captureSeries(i + 1, before.get(i));
    }
    showAnalyses();
  }

  /** Returns where the training is. */
  TrainingState state() {
    return state;
  }

  /**
   * Carries out the epochs that are left.
   *
   * @throws DivergenceException if one diverges; the state then is that before it
   */
  void run() {
    while (!isOver()) {
      endIfCancelled();
      int known = state.history().size();
      int phase = state.cursor().phase();
      Capture.Timer timer =
          capture.timing("phase_%d_%s".formatted(phase, plan.phase(phase).trainer()));
      try {
        kept.keep(state, phase);
        state = training.next(state);
      } finally {
        timer.close();
      }
      endIfCancelled();
      for (int i = known; i < state.history().size(); i++) {
        captureSeries(i + 1, state.history().get(i));
        log.tell(i + 1, phase, plan.phase(phase).trainer(), state.history().get(i));
      }
      showAnalyses();
      showProgress();
      saved.offer(state);
    }
    keepAfterLastPhase();
    endIfCancelled();
  }

  /** Ends a run that is cancelled where it is, from where a later attempt continues. */
  private void endIfCancelled() {
    if (runtime.cancellation().isCancelled()) {
      saved.saveLast(state);
      steps.checkpoint();
    }
  }

  private boolean isOver() {
    return training.isDone(state)
        || runtime.shouldStop()
        || (isSpent() && !plan.phase(state.cursor().phase()).keeps());
  }

  private boolean isSpent() {
    return state.history().size() >= plan.epochs();
  }

  /**
   * Carries out what follows upon a phase that lasts as long as epochs are left. The training stays
   * in that phase, in which one with more epochs goes on.
   */
  private void keepAfterLastPhase() {
    int last = state.cursor().phase();
    if (!training.isDone(state) && isSpent() && plan.isOpen(last)) {
      for (int phase = last + 1; phase < plan.task().phases().size(); phase++) {
        endIfCancelled();
        kept.keep(state, phase);
      }
      showAnalyses();
    }
  }

  private void showAnalyses() {
    List<Analysis> analyses = kept.analyses();
    for (; shownAnalyses < analyses.size(); shownAnalyses++) {
      AnalysisReport.captureSeries(kept, analyses.get(shownAnalyses), capture);
    }
  }

  private void captureSeries(int number, Epoch epoch) {
    capture.metric("train_loss", epoch.trainLoss(), number);
    capture.metric("valid_loss", epoch.validLoss(), number);
    capture.metric("learning_rate", epoch.learningRate(), number);
    capture.metric("gradient_norm", epoch.gradientNorm(), number);
    bestReported = Math.min(bestReported, epoch.validLoss());
    runtime.report(number, bestReported);
  }

  /** Says how far it is, a hundred times at most. */
  private void showProgress() {
    int done = state.history().size();
    int percent = (int) (100L * done / plan.epochs());
    if (percent > shownPercent) {
      shownPercent = percent;
      runtime.progress(
          0.05 + 0.85 * done / plan.epochs(),
          String.format(
              Locale.ROOT,
              "epoch %d of %d, best held-out loss %.3g",
              done,
              plan.epochs(),
              state.best().loss()));
    }
  }
}
