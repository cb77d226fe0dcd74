package io.dymad.operation;

import io.dymad.training.Epoch;
import io.dymad.training.TrainingState;
import io.metalab.api.Capture;
import io.metalab.capture.CsvTable;
import io.metalab.capture.plot.Axis;
import io.metalab.capture.plot.Figure;
import io.metalab.capture.plot.Line;
import io.metalab.capture.plot.Marker;
import io.metalab.capture.plot.Points;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/** The losses of a training, epoch by epoch, as a table and a picture. */
final class HistoryReport {
  private final TrainingPlan plan;
  private final TrainingState state;

  HistoryReport(TrainingPlan plan, TrainingState state) {
    this.plan = plan;
    this.state = state;
  }

  void capture(Capture capture) {
    capture.artifact("history.csv", table());
    Plots.capture(capture, "history", figure());
  }

  /** Returns the number of the epoch that made the best weights, from 1; 0 for the first ones. */
  int bestEpoch() {
    List<Epoch> history = state.history();
    double best = state.best().loss();
    for (int i = 0; i < history.size() && Double.isFinite(best); i++) {
      if (history.get(i).validLoss() == best) {
        return i + 1;
      }
    }
    return 0;
  }

  private CsvTable table() {
    List<List<Object>> rows = new ArrayList<>();
    for (Epoch epoch : state.history()) {
      rows.add(
          List.of(
              rows.size() + 1,
              epoch.phase(),
              plan.phase(epoch.phase()).trainer(),
              epoch.trainLoss(),
              epoch.validLoss(),
              epoch.learningRate(),
              epoch.gradientNorm()));
    }
    return CsvTable.of(
        List.of(
            "epoch",
            "phase",
            "trainer",
            "train_loss",
            "valid_loss",
            "learning_rate",
            "gradient_norm"),
        rows);
  }

  private Figure figure() {
    Figure.Builder figure =
        Figure.builder("Losses of the training")
            .x(Axis.linear("epoch"))
            .y(Axis.log("loss"))
            .add(line("fitted, the phase's own", Epoch::trainLoss).withColor(0))
            .add(line("held out, rollouts", Epoch::validLoss).withColor(1));
    int best = bestEpoch();
    if (best > 0) {
      figure.add(
          Points.of("best", new double[] {best}, new double[] {state.best().loss()})
              .withMarker(Marker.TRIANGLE)
              .withColor(1));
    }
    return figure.build();
  }

  private Line line(String name, ToDoubleFunction<Epoch> loss) {
    List<Epoch> history = state.history();
    double[] epochs = IntStream.rangeClosed(1, history.size()).asDoubleStream().toArray();
    return Line.of(name, epochs, history.stream().mapToDouble(loss).toArray());
  }
}
