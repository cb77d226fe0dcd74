package io.dymad.operation;

import static java.util.Objects.requireNonNull;

import io.dymad.core.SnapshotPairs;
import io.dymad.core.Trajectory;
import io.dymad.edmd.Dictionary;
import io.dymad.edmd.Edmd;
import io.dymad.edmd.KoopmanModel;
import io.dymad.edmd.Lifted;
import io.dymad.edmd.MeasurePreservingEdmd;
import io.dymad.edmd.OrthonormalFeatures;
import io.dymad.numerics.ComplexMatrix;
import io.dymad.numerics.Matrix;
import io.dymad.sako.SpectrumBootstrap;
import io.metalab.api.Params;
import io.metalab.api.SeedBundle;
import java.util.Arrays;

/**
 * A Koopman matrix of functions of states: of features that are orthonormal on the fitted samples,
 * if it is fitted to them.
 *
 * @param data what was fitted and held out
 * @param dictionary the functions as they were asked for
 * @param features their orthonormal combinations
 * @param pairs the fitted pairs of states
 * @param lifted their features
 * @param basis the functions that the matrix acts on: coefficients of those of the dictionary, one
 *     column for each
 * @param edmd the matrix and its eigenpairs
 * @param model what the eigenpairs say about states
 * @param predictionError relative error of predictions of the held-out courses from their starts;
 *     NaN if there are none
 * @param seen which system the matrix is of, and whether the data show it
 */
record KoopmanFit(
    Preparation data,
    Dictionary dictionary,
    OrthonormalFeatures features,
    SnapshotPairs pairs,
    Lifted<Matrix> lifted,
    Matrix basis,
    Edmd<Matrix> edmd,
    KoopmanModel model,
    double predictionError,
    Seen seen) {
  /**
   * Which system a matrix is of.
   *
   * @param control its constant control, if it has any
   * @param isComparable whether the data are of that system; where they are under other controls,
   *     there are no residuals
   */
  record Seen(FixedControl control, boolean isComparable) {
    Seen {
      requireNonNull(control, "control");
    }
  }

  static KoopmanFit of(Params params, Preparation data, SeedBundle seeds) {
    SnapshotPairs pairs = Refusals.at("params.dataset", () -> SnapshotPairs.of(data.train()));
    return Refusals.at(
        "params.dictionary",
        () -> {
          Dictionary dictionary =
              DictionaryParameters.create(params, pairs.x(), seeds.stream("centers"));
          OrthonormalFeatures features =
              OrthonormalFeatures.of(dictionary, pairs.x(), RankParameters.rule(params));
          Lifted<Matrix> lifted = Lifted.of(features, pairs);
          Edmd<Matrix> edmd = method(params).of(lifted, pairs.step());
          KoopmanModel model = KoopmanModel.of(features, edmd, pairs.x());
          Matrix readout = lifted.now().adjointTimes(pairs.x()).times(1.0 / pairs.size());
          return new KoopmanFit(
              data,
              dictionary,
              features,
              pairs,
              lifted,
              features.transform(),
              edmd,
              model,
              predictionError(data, features, edmd, readout),
              new Seen(FixedControl.none(), true));
        });
  }

  /** Returns how the params say that a matrix is fitted. */
  static SpectrumBootstrap.Fit method(Params params) {
    boolean unitary = params.getString("method").equals("measure_preserving");
    return (lifted, step) ->
        Edmd.of(unitary ? unitary(lifted) : Edmd.fit(lifted, step).koopman(), step);
  }

  private static Matrix unitary(Lifted<Matrix> lifted) {
    MeasurePreservingEdmd fit = MeasurePreservingEdmd.fit(lifted);
    ComplexMatrix functions = fit.eigenfunctions();
    // The eigenfunctions are orthonormal in the weights: Vᴴ G is the inverse of V.
    Matrix now = lifted.weightedNow();
    ComplexMatrix dual = now.adjointTimes(now).timesComplex(functions);
    return functions.scaleColumns(fit.eigenvalues()).timesAdjoint(dual).re();
  }

  /** Returns the residual of each pair on what was fitted; NaN if that is another system. */
  double[] residualsTrain() {
    return seen.isComparable() ? model.residuals(data.train()) : unknown();
  }

  /** Returns the residual of each pair on what was not fitted; NaN if that is nothing. */
  double[] residualsHeldOut() {
    return seen.isComparable() ? data.heldOut().map(model::residuals).orElse(unknown()) : unknown();
  }

  private double[] unknown() {
    double[] unknown = new double[model.size()];
    Arrays.fill(unknown, Double.NaN);
    return unknown;
  }

  /**
   * Returns the error of predictions by powers of the matrix: eigenvectors of a nearly defective
   * one would lose digits.
   *
   * @param readout B of the best {@code x ≈ ψ B}, shape {@code [features, state]}
   */
  private static double predictionError(
      Preparation data, OrthonormalFeatures features, Edmd<Matrix> edmd, Matrix readout) {
    if (data.heldOut().isEmpty()) {
      return Double.NaN;
    }
    double error = 0;
    double norm = 0;
    for (Trajectory course : data.heldOut().get().items()) {
      Matrix psi = features.evaluate(course.x().rows(0, 1));
      for (int k = 0; k < course.steps(); k++) {
        Matrix actual = course.x().rows(k, k + 1);
        error = Math.hypot(error, psi.times(readout).minus(actual).frobeniusNorm());
        norm = Math.hypot(norm, actual.frobeniusNorm());
        psi = edmd.advance(psi, 1);
      }
    }
    return error / norm;
  }
}
