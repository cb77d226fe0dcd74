package io.dymad.operation;

import io.dymad.core.Trajectories;
import io.dymad.core.Trajectory;
import io.dymad.dmd.SpectralModel;
import io.dymad.numerics.ComplexMatrix;
import io.dymad.numerics.Matrix;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** How good a decomposition is, on what was fitted and on what was not. */
final class DmdJudgement {
  private final DmdFit fit;
  private final Preparation data;
  private final double[] residualsTrain;
  private final double[] residualsHeldOut;
  private final Course own;
  private final List<Course> forecasts;

  DmdJudgement(DmdFit fit, Preparation data) {
    this.fit = fit;
    this.data = data;
    this.residualsTrain = model().residuals(data.train());
    this.residualsHeldOut = data.heldOut().map(model()::residuals).orElseGet(this::unknown);
    Trajectory first = data.train().get(0);
    this.own = course("train", 0, first, model().reconstruct(first));
    this.forecasts = data.heldOut().map(this::forecasts).orElse(List.of());
  }

  private double[] unknown() {
    double[] values = new double[model().size()];
    Arrays.fill(values, Double.NaN);
    return values;
  }

  private List<Course> forecasts(Trajectories heldOut) {
    List<Course> courses = new ArrayList<>();
    for (int i = 0; i < heldOut.size(); i++) {
      Trajectory series = heldOut.get(i);
      courses.add(course("held_out", i, series, model().forecast(series)));
    }
    return courses;
  }

  private Course course(String part, int index, Trajectory series, ComplexMatrix states) {
    return new Course(
        part,
        index,
        Matrix.ofColumn(series.elapsed()),
        series.x().columns(0, data.stateSize()),
        states.columns(0, data.stateSize()).re());
  }

  SpectralModel model() {
    return fit.model();
  }

  double[] residualsTrain() {
    return residualsTrain.clone();
  }

  double[] residualsHeldOut() {
    return residualsHeldOut.clone();
  }

  /** Returns held-out residuals, or those of the fit if nothing was held out. */
  double[] residuals() {
    return data.heldOut().isPresent() ? residualsHeldOut() : residualsTrain();
  }

  /** Returns moduli of the amplitudes. */
  double[] amplitudes() {
    return model().amplitudes().abs();
  }

  /** Returns growth rates. */
  double[] growth() {
    return model().exponents().re();
  }

  /** Returns the period of a mode; infinite if it does not turn, NaN for index -1. */
  double period(int mode) {
    return mode < 0 ? Double.NaN : 2 * Math.PI / Math.abs(model().exponents().get(mode).im());
  }

  /** Returns the relative error of the model's own series. */
  double reconstructionError() {
    return fit.explained().orElseGet(() -> own.errorNorm() / own.actual().frobeniusNorm());
  }

  /** Returns the relative error of all forecasts together; NaN if nothing was held out. */
  double forecastError() {
    return Course.relativeError(forecasts);
  }

  /** Returns the model's own series, then the forecasts. */
  List<Course> courses() {
    List<Course> courses = new ArrayList<>(List.of(own));
    courses.addAll(forecasts);
    return courses;
  }

  /** Returns the singular values of the fitted snapshots, those that have a successor. */
  double[] singularValues() {
    return Matrix.stack(
            data.train().items().stream()
                .map(item -> item.x().rows(0, Math.max(1, item.steps() - 1)))
                .toArray(Matrix[]::new))
        .singularValues();
  }
}
