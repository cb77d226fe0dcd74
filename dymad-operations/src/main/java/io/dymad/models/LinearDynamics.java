package io.dymad.models;

import static java.util.Objects.requireNonNull;

import io.dymad.numerics.Matrix;
import io.dymad.torch.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Dynamics that are linear in features of latent variables z and controls u: {@code W s}.
 *
 * @param latentSize number of latent variables
 * @param controlSize number of controls; 0 for none
 * @param features s
 * @param rank of W if it is kept as the product {@code U Vᵀ} of two thin matrices, 0 if W is kept
 *     whole
 * @param initialisation how W, or U and V, start
 */
public record LinearDynamics(
    int latentSize, int controlSize, Features features, int rank, Initialisation initialisation)
    implements Dynamics {
  /** The name of W. */
  public static final String WEIGHT = "dynamics.weight";

  /** The name of U, shape {@code [latent, rank]}. */
  public static final String LEFT = "dynamics.left";

  /** The name of V, shape {@code [features, rank]}. */
  public static final String RIGHT = "dynamics.right";

  /** What W is applied to. */
  public enum Features {
    /** {@code [z, u]}. */
    CONCATENATED,
    /** {@code [z, u_1 z, u_2 z, …]}. */
    BILINEAR,
    /** {@code [z, u_1 z, u_2 z, …, u]}. */
    BILINEAR_AND_CONTROL
  }

  public LinearDynamics {
    requireNonNull(features, "features");
    requireNonNull(initialisation, "initialisation");
    if (latentSize < 1 || controlSize < 0) {
      throw new IllegalArgumentException(
          "There cannot be %d latent variables and %d controls."
              .formatted(latentSize, controlSize));
    }
    if (rank < 0 || rank > latentSize) {
      throw new IllegalArgumentException(
          "The rank (%d) must be from 1 to the number of latent variables (%d), or 0 for a whole matrix."
              .formatted(rank, latentSize));
    }
  }

  /** Returns the number of features. */
  public int featureSize() {
    return switch (features) {
      case CONCATENATED -> latentSize + controlSize;
      case BILINEAR -> latentSize * (1 + controlSize);
      case BILINEAR_AND_CONTROL -> latentSize * (1 + controlSize) + controlSize;
    };
  }

  @Override
  public List<Parameter> parameters() {
    if (rank == 0) {
      return List.of(new Parameter(WEIGHT, latentSize, featureSize(), initialisation));
    }
    return List.of(
        new Parameter(LEFT, latentSize, rank, initialisation),
        new Parameter(RIGHT, featureSize(), rank, initialisation));
  }

  /** Returns s, shape {@code [..., features]}. */
  public Tensor features(Tensor latent, Inputs inputs) {
    if (controlSize == 0) {
      return latent;
    }
    Tensor controls = inputs.controls();
    List<Tensor> parts = new ArrayList<>(List.of(latent));
    if (features != Features.CONCATENATED) {
      for (int i = 0; i < controlSize; i++) {
        parts.add(latent.times(controls.slice(-1, i, i + 1)));
      }
    }
    if (features != Features.BILINEAR) {
      parts.add(controls);
    }
    return Tensor.concatenate(-1, parts);
  }

  @Override
  public Tensor apply(Bound weights, Tensor latent, Inputs inputs) {
    Tensor regressors = features(latent, inputs);
    return rank == 0
        ? regressors.matrixTimes(weights.transposed(WEIGHT))
        : regressors.matrixTimes(weights.get(RIGHT)).matrixTimes(weights.transposed(LEFT));
  }

  /** Returns the part of W that acts on z alone as a tensor, shape {@code [latent, latent]}. */
  Tensor generator(Bound weights) {
    Tensor whole =
        rank == 0
            ? weights.get(WEIGHT)
            : weights.get(LEFT).matrixTimes(weights.get(RIGHT).transposed());
    return whole.slice(-1, 0, latentSize);
  }

  /** Returns W, shape {@code [latent, features]}. */
  public Matrix weight(Weights weights) {
    return rank == 0
        ? weights.matrix(WEIGHT)
        : weights.matrix(LEFT).timesAdjoint(weights.matrix(RIGHT));
  }

  /** Returns the part of W that acts on z alone: the model without control. */
  public Matrix drift(Weights weights) {
    return weight(weights).selectColumns(IntStream.range(0, latentSize).toArray());
  }

  /**
   * Returns what acts on z under a constant control: {@code A + Σ u_i B_i}.
   *
   * @throws IllegalArgumentException if there are more or fewer controls than the dynamics have
   */
  public Matrix drift(Weights weights, double... controls) {
    requireControls(controls);
    Matrix whole = weight(weights);
    Matrix drift = drift(weights);
    if (features != Features.CONCATENATED) {
      for (int i = 0; i < controlSize; i++) {
        int from = latentSize * (1 + i);
        drift = drift.plus(whole.columns(from, from + latentSize).times(controls[i]));
      }
    }
    return drift;
  }

  /**
   * Returns what a constant control adds, whatever z: {@code B u}, zeros if it only multiplies.
   *
   * @throws IllegalArgumentException if there are more or fewer controls than the dynamics have
   */
  public double[] input(Weights weights, double... controls) {
    requireControls(controls);
    if (controlSize == 0 || features == Features.BILINEAR) {
      return new double[latentSize];
    }
    Matrix whole = weight(weights);
    return whole.columns(whole.columns() - controlSize, whole.columns()).times(controls);
  }

  private void requireControls(double... controls) {
    if (controls.length != controlSize) {
      throw new IllegalArgumentException(
          "The dynamics have %d controls, not %d.".formatted(controlSize, controls.length));
    }
  }
}
