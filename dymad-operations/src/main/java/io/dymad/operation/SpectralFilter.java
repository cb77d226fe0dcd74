package io.dymad.operation;

import io.dymad.numerics.Complex;
import io.dymad.numerics.ComplexVector;
import io.dymad.sako.Residuals;
import io.metalab.api.Params;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The residuals of eigenpairs, and which of the pairs are kept. */
final class SpectralFilter {
  /** How near to 1 the eigenvalue of the constant function is. */
  private static final double ONE_TOLERANCE = 1e-8;

  private final double[] train;
  private final double[] heldOut;
  private final boolean judgedByHeldOut;
  private final int[] kept;

  private SpectralFilter(double[] train, double[] heldOut, boolean judgedByHeldOut, int... kept) {
    this.train = train;
    this.heldOut = heldOut;
    this.judgedByHeldOut = judgedByHeldOut;
    this.kept = kept;
  }

  static SpectralFilter of(Params params, KoopmanFit fit) {
    double[] train = fit.residualsTrain();
    double[] heldOut = fit.residualsHeldOut();
    boolean judged = fit.data().heldOut().isPresent();
    ComplexVector values = fit.model().eigenvalues();
    if (!fit.seen().isComparable()) {
      return withoutResiduals(params, values, train, heldOut);
    }
    double[] judging = (judged ? heldOut : train).clone();
    if (params.getBoolean("remove_one")) {
      for (int j = 0; j < judging.length; j++) {
        if (values.get(j).minus(Complex.ONE).abs() <= ONE_TOLERANCE) {
          judging[j] = Double.NaN;
        }
      }
    }
    double threshold =
        params.get("max_residual") == null
            ? Double.POSITIVE_INFINITY
            : params.getDouble("max_residual");
    int count = params.get("keep") == null ? values.size() : params.getInt("keep");
    int[] smallest = Residuals.smallest(values, judging, Math.max(1, count));
    // Both keep conjugates together, whose residuals differ by rounding.
    Set<Integer> below =
        Arrays.stream(Residuals.below(values, judging, threshold))
            .boxed()
            .collect(Collectors.toSet());
    int[] kept = Arrays.stream(smallest).filter(below::contains).toArray();
    return new SpectralFilter(train, heldOut, judged, kept);
  }

  /** Returns a filter that keeps all pairs but that of the constant, by falling modulus. */
  private static SpectralFilter withoutResiduals(
      Params params, ComplexVector values, double[] train, double[] heldOut) {
    for (String name : List.of("keep", "max_residual")) {
      if (params.get(name) != null) {
        throw Refusals.of(
            "params." + name,
            "The data show too little of the model under this control, so that there are no residuals to choose by. Leave it (%s) out."
                .formatted(params.get(name)));
      }
    }
    boolean removes = params.getBoolean("remove_one");
    int[] kept =
        IntStream.range(0, values.size())
            .filter(j -> !removes || values.get(j).minus(Complex.ONE).abs() > ONE_TOLERANCE)
            .toArray();
    return new SpectralFilter(train, heldOut, false, kept);
  }

  double[] train() {
    return train.clone();
  }

  double[] heldOut() {
    return heldOut.clone();
  }

  /** Returns held-out residuals, or those of the fit if nothing was held out. */
  double[] judging() {
    return judgedByHeldOut ? heldOut() : train();
  }

  /** Returns the indices of the kept pairs, smallest residual first. */
  int[] kept() {
    return kept.clone();
  }

  boolean isKept(int pair) {
    return Arrays.stream(kept).anyMatch(j -> j == pair);
  }

  /** Returns the values of the kept pairs. */
  double[] ofKept(double... values) {
    return Arrays.stream(kept).mapToDouble(j -> values[j]).toArray();
  }
}
