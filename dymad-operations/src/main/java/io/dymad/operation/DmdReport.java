package io.dymad.operation;

import io.dymad.dmd.SpectralModel;
import io.metalab.api.Capture;
import io.metalab.api.Params;
import io.metalab.capture.CsvTable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** What a run of {@link DmdOperation} hands over. */
final class DmdReport {
  /** Condition numbers above which half of the digits may be lost. */
  private static final double ILL_CONDITIONED = 1e7;

  private final Params params;
  private final StateData data;
  private final Preparation prepared;
  private final DmdFit fit;
  private final DmdJudgement judgement;
  private final double[] singularValues;

  DmdReport(
      Params params, StateData data, Preparation prepared, DmdFit fit, DmdJudgement judgement) {
    this.params = params;
    this.data = data;
    this.prepared = prepared;
    this.fit = fit;
    this.judgement = judgement;
    this.singularValues = judgement.singularValues();
  }

  void capture(Capture capture) {
    captureMetrics(capture);
    PeriodTable periods = PeriodTable.of(params, judgement);
    periods.capture(params, capture);
    capture.artifact("model.npz", model());
    capture.artifact("spectrum.csv", spectrum());
    capture.artifact("singular_values.csv", singularValueTable());
    capture.artifact("errors.csv", Course.errorTable(judgement.courses()));
    new DmdPlots(params, data, prepared.mean(), fit, judgement, singularValues)
        .capture(capture, periods);
  }

  private void captureMetrics(Capture capture) {
    SpectralModel model = fit.model();
    capture.metric("n_modes", model.size());
    capture.metric("spectral_radius", Summaries.max(model.eigenvalues().abs()));
    capture.metric("spectral_abscissa", Summaries.max(judgement.growth()));
    capture.metric("residual_train_median", Summaries.median(judgement.residualsTrain()));
    capture.metric("residual_train_max", Summaries.max(judgement.residualsTrain()));
    capture.metric("residual_held_out_median", Summaries.median(judgement.residualsHeldOut()));
    capture.metric("residual_held_out_max", Summaries.max(judgement.residualsHeldOut()));
    capture.metric("reconstruction_error", judgement.reconstructionError());
    capture.metric("forecast_error", judgement.forecastError());
    double dataCondition = dataCondition();
    double modesCondition = model.size() == 0 ? Double.NaN : model.condition();
    capture.metric("data_condition", dataCondition);
    capture.metric("modes_condition", modesCondition);
    capture.metric("exponent_deviation", exponentDeviation());
    capture.metric("converged", fit.converged());
    warn(capture, dataCondition, modesCondition);
  }

  private double exponentDeviation() {
    double[] growth = fit.growthDeviations();
    double[] frequency = fit.frequencyDeviations();
    double[] together = new double[growth.length];
    Arrays.setAll(together, j -> Math.hypot(growth[j], frequency[j]));
    return Summaries.max(together);
  }

  private double dataCondition() {
    int used = Math.min(fit.model().size(), singularValues.length);
    return used == 0
        ? Double.NaN
        : Math.max(fit.condition(), singularValues[0] / singularValues[used - 1]);
  }

  private void warn(Capture capture, double dataCondition, double modesCondition) {
    double limit = params.getDouble("residual_limit");
    double[] residuals = judgement.residuals();
    long polluted = Arrays.stream(residuals).filter(residual -> residual > limit).count();
    capture.metric("n_polluted", polluted);
    if (polluted > 0) {
      capture.note(
          "%d of %d modes have a residual above residual_limit: maybe no property of the system."
              .formatted(polluted, residuals.length));
    }
    boolean ill = dataCondition > ILL_CONDITIONED || modesCondition > ILL_CONDITIONED;
    capture.metric("ill_conditioned", ill);
    long negative = Summaries.negative(fit.model().eigenvalues());
    capture.metric("n_aliased", negative);
    if (negative > 0) {
      capture.note(
          "%d eigenvalues are negative: their exponents are no unique logarithm. Maybe sample more often."
              .formatted(negative));
    }
    if (ill) {
      capture.note("The problem is ill conditioned: maybe use a smaller rank.");
    }
    if (!fit.converged()) {
      capture.note("The iteration stopped before it met its tolerance.");
    }
  }

  /** Returns the model; unless all is saved, of a window the modes at its first sample alone. */
  private Object model() {
    SpectralModel model = fit.model();
    boolean full = params.getString("save").equals("full");
    int states = full ? model.modes().rows() : data.names().size();
    ComplexArrays arrays =
        new ComplexArrays()
            .put("eigenvalues", model.eigenvalues())
            .put("exponents", model.exponents())
            .put("modes", model.modes().rows(0, Math.min(states, model.modes().rows())))
            .put("amplitudes", model.amplitudes())
            .put("step", model.step())
            .put("mean", prepared.mean().row(0));
    if (full) {
      arrays.put("functions", model.functions());
    }
    fit.more().forEach(arrays::put);
    return arrays.asMap();
  }

  private CsvTable spectrum() {
    SpectralModel model = fit.model();
    double[] train = judgement.residualsTrain();
    double[] heldOut = judgement.residualsHeldOut();
    double[] amplitudes = judgement.amplitudes();
    double[] growth = fit.growthDeviations();
    double[] frequency = fit.frequencyDeviations();
    List<List<Object>> rows = new ArrayList<>();
    for (int j = 0; j < model.size(); j++) {
      rows.add(
          List.of(
              j,
              model.eigenvalues().get(j).re(),
              model.eigenvalues().get(j).im(),
              model.exponents().get(j).re(),
              model.exponents().get(j).im(),
              judgement.period(j),
              amplitudes[j],
              train[j],
              heldOut[j],
              growth[j],
              frequency[j]));
    }
    return CsvTable.of(
        List.of(
            "mode",
            "re",
            "im",
            "growth",
            "angular_frequency",
            "period",
            "amplitude",
            "residual_train",
            "residual_held_out",
            "growth_deviation",
            "angular_frequency_deviation"),
        rows);
  }

  private CsvTable singularValueTable() {
    List<List<Object>> rows = new ArrayList<>();
    for (int i = 0; i < singularValues.length; i++) {
      rows.add(List.of(i + 1, singularValues[i]));
    }
    return CsvTable.of(List.of("index", "singular_value"), rows);
  }
}
