package io.dymad.training;

import io.dymad.core.Trajectories;
import io.dymad.core.Trajectory;
import io.dymad.edmd.Lifted;
import io.dymad.models.Bound;
import io.dymad.models.LatentModel;
import io.dymad.models.LinearDynamics;
import io.dymad.models.LinearDynamics.Features;
import io.dymad.models.NodewiseDynamics;
import io.dymad.models.Time;
import io.dymad.models.Weights;
import io.dymad.numerics.Eigen;
import io.dymad.numerics.LeastSquares;
import io.dymad.numerics.LowRank;
import io.dymad.numerics.Matrix;
import io.dymad.numerics.MatrixFunctions;
import io.dymad.numerics.RankRule;
import io.dymad.numerics.Svd;
import io.dymad.sako.Residuals;
import io.dymad.torch.Precision;
import io.dymad.torch.Scope;
import io.dymad.torch.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** Carries out a {@link LinearSolve}. */
final class LinearFit {
  private final LatentModel model;
  private final LinearDynamics dynamics;
  private final NodewiseDynamics nodes;
  private final LinearSolve phase;
  private final double step;

  /**
   * Makes a fit.
   *
   * @throws IllegalArgumentException saying why, if the model cannot be fitted so
   */
  LinearFit(LatentModel model, LinearSolve phase, double step) {
    NodewiseDynamics all = NodewiseDynamics.of(model.dynamics());
    if (!(all.inner() instanceof LinearDynamics linear)) {
      throw new IllegalArgumentException(
          "Least squares fit linear dynamics, which this model has not. Use NODE, Weak or"
              + " OneStep.");
    }
    this.model = model;
    this.dynamics = linear;
    this.nodes = all;
    this.phase = phase;
    this.step = step;
    boolean continuous = model.time() == Time.CONTINUOUS;
    if (phase.logarithm() && !continuous) {
      throw new IllegalArgumentException(
          "A model in discrete time has a map, no generator: leave the logarithm out.");
    }
    if (phase.logarithm()
        && linear.controlSize() > 0
        && linear.features() != Features.CONCATENATED) {
      throw new IllegalArgumentException(
          "The map of a bilinear model differs with its controls, so that it has no single"
              + " logarithm. Leave it out.");
    }
    if (phase.fit() instanceof LinearSolve.Sako) {
      if (linear.controlSize() > 0) {
        throw new IllegalArgumentException("Eigenpairs are kept for models without controls.");
      }
      if (continuous && !phase.logarithm()) {
        throw new IllegalArgumentException(
            "Eigenpairs are those of the map; in continuous time use its logarithm.");
      }
    }
  }

  /**
   * Returns the weights with fitted dynamics.
   *
   * @throws ArithmeticException if the map has no real logarithm
   */
  Weights solve(Weights weights, Trajectories data) {
    List<Matrix> regressors = new ArrayList<>();
    List<Matrix> targets = new ArrayList<>();
    boolean rates = model.time() == Time.CONTINUOUS && !phase.logarithm();
    for (Trajectory item : data.items()) {
      Matrix latent;
      Matrix features;
      try (Scope scope = Scope.withoutGradients(Precision.FLOAT64)) {
        Bound bound = weights.bind(scope);
        Batch batch = new Courses(Excerpts.whole(Trajectories.of(item)), step).batch(scope, 0);
        Tensor encoded = model.encode(bound, batch.states(), batch.inputs());
        latent = matrix(encoded.toArray(), model.latentSize());
        features =
            matrix(
                nodes.features(dynamics, encoded, batch.inputs()).toArray(),
                dynamics.featureSize());
      }
      if (item.steps() < (rates ? 3 : 2)) {
        continue;
      }
      regressors.add(rates ? features : features.rows(0, nodes.nodes() * (item.steps() - 1)));
      Matrix wanted = rates ? rates(latent) : latent.rows(1, item.steps());
      targets.add(matrix(wanted.toRowMajor(), dynamics.latentSize()));
    }
    if (regressors.isEmpty()) {
      throw new IllegalArgumentException(
          "No trajectory has %d samples, which least squares need.".formatted(rates ? 3 : 2));
    }
    Matrix now = Matrix.stack(regressors.toArray(Matrix[]::new));
    Matrix next = Matrix.stack(targets.toArray(Matrix[]::new));
    Matrix map = map(now, next);
    return put(weights, phase.logarithm() && !isSako() ? generator(map) : map);
  }

  private boolean isSako() {
    return phase.fit() instanceof LinearSolve.Sako;
  }

  private static Matrix matrix(double[] elements, int columns) {
    return Matrix.ofRowMajor(elements.length / columns, columns, elements);
  }

  /** Returns difference quotients of order 2, one-sided at both ends. */
  private Matrix rates(Matrix z) {
    int last = z.rows() - 1;
    return Matrix.generate(
        z.rows(),
        z.columns(),
        (k, j) -> {
          if (k == 0) {
            return (-3 * z.get(0, j) + 4 * z.get(1, j) - z.get(2, j)) / (2 * step);
          }
          if (k == last) {
            return (3 * z.get(last, j) - 4 * z.get(last - 1, j) + z.get(last - 2, j)) / (2 * step);
          }
          return (z.get(k + 1, j) - z.get(k - 1, j)) / (2 * step);
        });
  }

  /** Returns W, shape {@code [latent, features]}. */
  private Matrix map(Matrix now, Matrix next) {
    if (phase.fit() instanceof LinearSolve.Sako sako) {
      return bestPairs(now, next, sako);
    }
    RankRule rule =
        phase.fit() instanceof LinearSolve.Truncated truncated ? truncated.rule() : RankRule.full();
    return LeastSquares.solve(now, next, rule).solution().adjoint();
  }

  private Matrix bestPairs(Matrix now, Matrix next, LinearSolve.Sako rule) {
    Matrix koopman = LeastSquares.solve(now, next, RankRule.full()).solution();
    Eigen pairs = koopman.eigen().biorthogonal();
    if (rule.removeOne()) {
      int[] all = IntStream.range(0, pairs.size()).toArray();
      pairs = pairs.select(Residuals.withoutConstant(pairs.values(), all));
    }
    double[] residuals = Residuals.of(pairs.values(), pairs.right(), Lifted.of(now, next));
    int[] best = Residuals.below(pairs.values(), residuals, rule.maxResidual());
    if (best.length == 0) {
      throw new ArithmeticException(
          "No eigenpair of the fitted map has a residual of at most %s; the smallest is %s."
              .formatted(rule.maxResidual(), Arrays.stream(residuals).min().orElse(Double.NaN)));
    }
    pairs = pairs.select(best);
    if (rule.pairs() > 0) {
      double[] kept = Arrays.stream(best).mapToDouble(j -> residuals[j]).toArray();
      pairs = pairs.select(Residuals.smallest(pairs.values(), kept, rule.pairs()));
    }
    LowRank rebuilt = LowRank.ofEigenpairs(pairs);
    return (phase.logarithm() ? rebuilt.log(step) : rebuilt).toMatrix().adjoint();
  }

  /**
   * Returns the first rows of {@code log [[A, B], [0, I]] / step}; of a map that is singular up to
   * rounding, the logarithm on its range.
   */
  private Matrix generator(Matrix map) {
    int controls = dynamics.controlSize();
    Matrix held =
        Matrix.generate(controls, map.columns(), (i, j) -> j == dynamics.latentSize() + i ? 1 : 0);
    Matrix square = controls == 0 ? map : Matrix.stack(map, held);
    Svd<Matrix> svd = square.svd().truncate(RankRule.full());
    Matrix logarithm =
        svd.singularValues().length == square.rows()
            ? MatrixFunctions.log(square).times(1 / step)
            : new LowRank(svd.u().times(Matrix.diagonal(svd.singularValues())), svd.v())
                .log(step)
                .toMatrix();
    return logarithm.rows(0, dynamics.latentSize());
  }

  private Weights put(Weights weights, Matrix map) {
    if (dynamics.rank() == 0) {
      return weights.with(LinearDynamics.WEIGHT, map);
    }
    Svd<Matrix> svd = map.svd().truncate(new RankRule.Fixed(dynamics.rank()));
    return weights
        .with(LinearDynamics.LEFT, svd.u().times(Matrix.diagonal(svd.singularValues())))
        .with(LinearDynamics.RIGHT, svd.v());
  }
}
