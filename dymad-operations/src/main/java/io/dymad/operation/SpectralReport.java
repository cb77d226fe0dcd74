package io.dymad.operation;

import io.dymad.numerics.ComplexMatrix;
import io.dymad.numerics.ComplexVector;
import io.dymad.numerics.Eigen;
import io.dymad.numerics.Matrix;
import io.metalab.api.Capture;
import io.metalab.api.Params;
import io.metalab.capture.CsvTable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The eigenpairs that a run of {@link SpectralOperation} hands over, and how good they are. */
final class SpectralReport {
  private static final double ILL_CONDITIONED = 1e7;

  private final Params params;
  private final KoopmanFit fit;
  private final SpectralFilter filter;
  private final SpectralDeviations deviations;
  private final Eigen eigen;
  private final double vectorsCondition;

  SpectralReport(
      Params params, KoopmanFit fit, SpectralFilter filter, SpectralDeviations deviations) {
    this.params = params;
    this.fit = fit;
    this.filter = filter;
    this.deviations = deviations;
    this.eigen = fit.edmd().eigen();
    this.vectorsCondition = eigen.condition();
  }

  void capture(Capture capture) {
    double[] train = filter.ofKept(filter.train());
    double[] heldOut = filter.ofKept(filter.heldOut());
    capture.metric("n_features", eigen.size());
    capture.metric("n_kept", filter.kept().length);
    capture.metric("spectral_radius", Summaries.max(filter.ofKept(eigen.values().abs())));
    capture.metric("spectral_abscissa", Summaries.max(filter.ofKept(fit.model().exponents().re())));
    capture.metric("residual_train_median", Summaries.median(train));
    capture.metric("residual_train_max", Summaries.max(train));
    capture.metric("residual_held_out_median", Summaries.median(heldOut));
    capture.metric("residual_held_out_max", Summaries.max(heldOut));
    capture.metric("prediction_error", fit.predictionError());
    capture.metric("orthogonality_error", orthogonalityError());
    capture.metric("features_condition", fit.features().condition());
    capture.metric("vectors_condition", vectorsCondition);
    deviations.capture(filter, capture);
    warn(capture);
    tellControl(capture);
    capture.artifact("eigentriples.npz", eigentriples());
    capture.artifact("residuals.csv", table());
    capture.artifact("snapshots.npz", snapshots());
  }

  private boolean hasDual() {
    return vectorsCondition <= Eigen.LARGEST_CONDITION;
  }

  /** Returns the largest element of {@code Uᴴ V - I}; infinite for a defective matrix. */
  private double orthogonalityError() {
    if (!hasDual()) {
      return Double.POSITIVE_INFINITY;
    }
    Eigen pairs = eigen.biorthogonal();
    return pairs
        .left()
        .adjointTimes(pairs.right())
        .minus(ComplexMatrix.identity(pairs.size()))
        .maxAbs();
  }

  private void warn(Capture capture) {
    double limit = params.getDouble("residual_limit");
    long polluted = Arrays.stream(filter.judging()).filter(residual -> residual > limit).count();
    capture.metric("n_polluted", polluted);
    if (polluted > 0) {
      capture.note(
          "%d of %d eigenpairs have a residual above residual_limit: spectral pollution, not the system's."
              .formatted(polluted, eigen.size()));
    }
    boolean ill =
        fit.features().condition() > ILL_CONDITIONED || vectorsCondition > ILL_CONDITIONED;
    capture.metric("ill_conditioned", ill);
    long negative = Summaries.negative(eigen.values());
    capture.metric("n_aliased", negative);
    if (negative > 0) {
      capture.note(
          "%d eigenvalues are negative: their exponents are no unique logarithm. Maybe sample more often."
              .formatted(negative));
    }
    if (ill) {
      capture.note(
          "The functions are nearly dependent or the matrix nearly defective: maybe use a rank_rule"
              + " or fewer functions.");
    }
  }

  /** Says under which control the spectrum is that of the model, and what of the data shows it. */
  private void tellControl(Capture capture) {
    FixedControl control = fit.seen().control();
    if (control.isNone()) {
      return;
    }
    boolean isSeen = fit.seen().isComparable();
    int train = isSeen ? fit.pairs().size() : 0;
    int heldOut =
        isSeen ? fit.data().heldOut().map(part -> part.steps() - part.size()).orElse(0) : 0;
    Map<String, Object> told = new LinkedHashMap<>();
    told.put("u", control.values());
    told.put("steps_train", train);
    told.put("steps_held_out", heldOut);
    capture.data("control.json", told);
    capture.note(
        isSeen
            ? "The spectrum is that under %s. Residuals are on the %d fitted and %d other steps that the data take under it."
                .formatted(control.text(), train, heldOut)
            : "The spectrum is that under %s, of which the data show too little: there are no residuals, no pseudospectrum and no measure."
                .formatted(control.text()));
  }

  private Object eigentriples() {
    ComplexVector values = eigen.values();
    double[] kept = new double[values.size()];
    Arrays.setAll(kept, j -> filter.isKept(j) ? 1 : 0);
    ComplexArrays arrays =
        new ComplexArrays()
            .put("eigenvalues", values)
            .put("exponents", fit.model().exponents())
            .put("functions", fit.basis().timesComplex(eigen.right()))
            .put("residual_train", filter.train())
            .put("residual_held_out", filter.heldOut())
            .put("growth_deviation", deviations.growth())
            .put("angular_frequency_deviation", deviations.frequency())
            .put("kept", kept);
    if (hasDual()) {
      arrays.put("modes", fit.model().modes().adjoint().conjugate());
    }
    return arrays.asMap();
  }

  private CsvTable table() {
    ComplexVector exponents = fit.model().exponents();
    double[] train = filter.train();
    double[] heldOut = filter.heldOut();
    double[] growth = deviations.growth();
    double[] frequency = deviations.frequency();
    List<List<Object>> rows = new ArrayList<>();
    for (int j = 0; j < eigen.size(); j++) {
      rows.add(
          List.of(
              j,
              eigen.values().get(j).re(),
              eigen.values().get(j).im(),
              exponents.get(j).re(),
              exponents.get(j).im(),
              train[j],
              heldOut[j],
              growth[j],
              frequency[j],
              filter.isKept(j)));
    }
    return CsvTable.of(
        List.of(
            "pair",
            "re",
            "im",
            "growth",
            "angular_frequency",
            "residual_train",
            "residual_held_out",
            "growth_deviation",
            "angular_frequency_deviation",
            "kept"),
        rows);
  }

  private Map<String, ?> snapshots() {
    Matrix now = fit.dictionary().evaluate(fit.pairs().x());
    Matrix next = fit.dictionary().evaluate(fit.pairs().next());
    return new ComplexArrays()
        .put("encoded_p0", now)
        .put("encoded_p1", next)
        .put("transform", fit.basis())
        .put("full_matrix", fit.edmd().koopman().adjoint())
        .asMap();
  }
}
