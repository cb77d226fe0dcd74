package io.dymad.operation;

import io.dymad.dmd.MultiresolutionDmd;
import io.dymad.dmd.SpectralModel;
import io.dymad.numerics.ComplexMatrix;
import io.dymad.numerics.ComplexVector;
import io.dymad.numerics.Matrix;
import io.dymad.numerics.Spectra;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What a method of the family found.
 *
 * @param model eigenvalues, modes, and what they make of courses
 * @param converged whether an iteration met its tolerance; true where there is none
 * @param explained relative error of the series that the method itself reports, where the model
 *     alone is not all it found
 * @param condition of states and controls together; 1 without controls
 * @param more matrices that the method gives besides, by name
 */
record DmdFit(
    SpectralModel model,
    boolean converged,
    Optional<Double> explained,
    double condition,
    Map<String, Matrix> more) {
  private static final String DEVIATIONS = "exponent_deviations";

  DmdFit {
    more = Collections.unmodifiableMap(new LinkedHashMap<>(more));
  }

  static DmdFit of(SpectralModel model) {
    return new DmdFit(model, true, Optional.empty(), 1, Map.of());
  }

  DmdFit converged(boolean whether) {
    return new DmdFit(model, whether, explained, condition, more);
  }

  DmdFit with(String name, Matrix matrix) {
    Map<String, Matrix> longer = new LinkedHashMap<>(more);
    longer.put(name, matrix);
    return new DmdFit(model, converged, explained, condition, longer);
  }

  /** Adds standard deviations of the exponents: of growth rates and of angular frequencies. */
  DmdFit deviations(Matrix columns) {
    return with(DEVIATIONS, columns);
  }

  DmdFit condition(double ofStatesAndControls) {
    return new DmdFit(model, converged, explained, ofStatesAndControls, more);
  }

  /** Returns the standard deviations of growth rates; NaN where the method gives none. */
  double[] growthDeviations() {
    return deviations(0);
  }

  /** Returns the standard deviations of angular frequencies; NaN where the method gives none. */
  double[] frequencyDeviations() {
    return deviations(1);
  }

  private double[] deviations(int column) {
    Matrix known = more.get(DEVIATIONS);
    if (known != null) {
      return known.column(column);
    }
    double[] unknown = new double[model.size()];
    Arrays.fill(unknown, Double.NaN);
    return unknown;
  }

  /** Adds the modes of all windows: level, first and last sample, exponent and strength of each. */
  DmdFit windows(MultiresolutionDmd.Fit fit, double step) {
    int size = fit.windows().stream().mapToInt(window -> window.eigenvalues().size()).sum();
    double[][] rows = new double[size][];
    int row = 0;
    for (MultiresolutionDmd.Window window : fit.windows()) {
      ComplexVector exponents = Spectra.toContinuous(window.eigenvalues(), step);
      ComplexMatrix contributions = window.contributions();
      double[] strengths = contributions.columnNorms();
      for (int j = 0; j < strengths.length; j++) {
        rows[row++] =
            new double[] {
              window.level(),
              window.from(),
              window.to() - 1.0,
              exponents.get(j).re(),
              exponents.get(j).im(),
              strengths[j]
            };
      }
    }
    Matrix table = size == 0 ? Matrix.zeros(0, 6) : Matrix.of(rows);
    return new DmdFit(model, converged, Optional.of(fit.residual()), condition, more)
        .with("windows", table);
  }
}
