package io.dymad.edmd;

import io.dymad.core.Trajectories;
import io.dymad.core.Trajectory;
import io.dymad.core.Windows;
import io.dymad.numerics.LeastSquares;
import io.dymad.numerics.Matrix;
import io.dymad.numerics.RankRule;
import java.util.ArrayList;
import java.util.List;

/**
 * A Koopman model that is bilinear in features and controls: {@code dψ/dt = ψ A + Σ_i u_i ψ B_i},
 * or with successors instead of derivatives. Its spectrum has a meaning for a fixed control only:
 * that of {@code A + Σ u_i B_i}.
 *
 * @param drift A, in the convention of this package
 * @param inputs B, one for each control
 * @param condition of the regressors
 */
public record BilinearEdmd(Matrix drift, List<Matrix> inputs, double condition) {
  public BilinearEdmd {
    inputs = List.copyOf(inputs);
  }

  /**
   * Fits a model to targets.
   *
   * @param features ψ, shape {@code [samples, features]}
   * @param controls shape {@code [samples, controls]}
   * @param targets time derivatives of the features, or the features one step later
   */
  public static BilinearEdmd fit(Matrix features, Matrix controls, Matrix targets) {
    return split(regressors(features, controls), targets, features.columns());
  }

  /**
   * Fits a continuous-time model to trajectories without derivatives, by the weak form on windows.
   *
   * @param weak test functions; its number of points is the length of a window
   * @param stride samples between the starts of two windows
   */
  public static BilinearEdmd fitWeak(
      Dictionary dictionary, Trajectories trajectories, WeakForm weak, int stride) {
    if (trajectories.controlSize() == 0) {
      throw new IllegalArgumentException("The trajectories have no controls u.");
    }
    weak.requireStep(trajectories.uniformStep());
    List<Matrix> left = new ArrayList<>();
    List<Matrix> right = new ArrayList<>();
    for (Trajectory window : new Windows(weak.points(), stride).cut(trajectories).items()) {
      Matrix features = dictionary.evaluate(window.x());
      left.add(weak.values().times(regressors(features, window.u())));
      right.add(weak.slopes().times(features));
    }
    return split(
        Matrix.stack(left.toArray(Matrix[]::new)),
        Matrix.stack(right.toArray(Matrix[]::new)),
        dictionary.size());
  }

  private static Matrix regressors(Matrix features, Matrix controls) {
    Matrix all = features;
    for (int i = 0; i < controls.columns(); i++) {
      all = all.beside(features.scaleRows(controls.column(i)));
    }
    return all;
  }

  private static BilinearEdmd split(Matrix regressors, Matrix targets, int size) {
    LeastSquares<Matrix> fit = LeastSquares.solve(regressors, targets, RankRule.full());
    List<Matrix> parts = new ArrayList<>();
    for (int from = 0; from < regressors.columns(); from += size) {
      parts.add(fit.solution().rows(from, from + size));
    }
    return new BilinearEdmd(parts.get(0), parts.subList(1, parts.size()), fit.condition());
  }

  /**
   * Returns {@code A + Σ u_i B_i}.
   *
   * @param controls one for each input
   */
  public Matrix at(double... controls) {
    if (controls.length != inputs.size()) {
      throw new IllegalArgumentException(
          "There are %d controls for %d inputs.".formatted(controls.length, inputs.size()));
    }
    Matrix sum = drift;
    for (int i = 0; i < controls.length; i++) {
      sum = sum.plus(inputs.get(i).times(controls[i]));
    }
    return sum;
  }
}
