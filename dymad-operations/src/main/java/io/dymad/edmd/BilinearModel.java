package io.dymad.edmd;

import static java.util.Objects.requireNonNull;

import io.dymad.core.Trajectory;
import io.dymad.dmd.DrivenModel;
import io.dymad.numerics.ComplexMatrix;
import io.dymad.numerics.Matrix;
import io.dymad.numerics.MatrixFunctions;

/**
 * What a bilinear matrix says about states under control. Features follow {@code dψ/dt = ψ (A + Σ_i
 * u_i B_i)}, or with successors in place of derivatives, with controls that are held constant from
 * one sample to the next. With successors, courses must have the model's step.
 *
 * @param dictionary ψ
 * @param fit A and B
 * @param time whether the targets were derivatives or successors
 * @param free spectrum and modes of A: the model without control
 * @param first the features of the first state that was fitted, one row
 * @param readout of the states, {@code x ≈ ψ readout}
 */
public record BilinearModel(
    Dictionary dictionary,
    BilinearEdmd fit,
    Time time,
    KoopmanModel free,
    Matrix first,
    Matrix readout)
    implements DrivenModel {
  /** What the targets of the fit were. */
  public enum Time {
    /** Time derivatives of the features. */
    CONTINUOUS,
    /** The features one step later. */
    DISCRETE
  }

  public BilinearModel {
    requireNonNull(time, "time");
    if (fit.drift().rows() != dictionary.size()) {
      throw new IllegalArgumentException(
          "The matrix A (%s) does not fit %d functions."
              .formatted(fit.drift().shape(), dictionary.size()));
    }
  }

  /**
   * Returns the model of a fit.
   *
   * @param states that were fitted, shape {@code [samples, state]}
   * @param step time of one step
   */
  public static BilinearModel of(
      Dictionary dictionary, BilinearEdmd fit, Time time, Matrix states, double step) {
    KoopmanModel free =
        time == Time.CONTINUOUS
            ? KoopmanModel.of(
                dictionary,
                new GeneratorEdmd(fit.drift(), fit.drift().eigen(), fit.condition()),
                states,
                step)
            : KoopmanModel.of(dictionary, Edmd.of(fit.drift(), step), states);
    Matrix features = dictionary.evaluate(states);
    return new BilinearModel(
        dictionary, fit, time, free, features.rows(0, 1), KoopmanModel.readout(features, states));
  }

  @Override
  public ComplexMatrix reconstruct(Trajectory course) {
    return simulate(first, course);
  }

  @Override
  public ComplexMatrix forecast(Trajectory course) {
    return simulate(dictionary.evaluate(course.x().rows(0, 1)), course);
  }

  @Override
  public ComplexMatrix successors(Trajectory course) {
    Matrix features = dictionary.evaluate(course.x());
    Matrix[] next = new Matrix[course.steps() - 1];
    for (int k = 0; k < next.length; k++) {
      next[k] = features.rows(k, k + 1).times(advance(course, k));
    }
    return Matrix.stack(next).timesComplex(functions());
  }

  private ComplexMatrix simulate(Matrix start, Trajectory course) {
    Matrix[] features = new Matrix[course.steps()];
    features[0] = start;
    for (int k = 1; k < features.length; k++) {
      features[k] = features[k - 1].times(advance(course, k - 1));
    }
    return Matrix.stack(features).times(readout).toComplex();
  }

  /** Returns what takes the features of a sample to those of the next one. */
  private Matrix advance(Trajectory course, int sample) {
    Matrix held = fit.at(course.u().row(sample));
    double elapsed = course.t().get(sample + 1, 0) - course.t().get(sample, 0);
    return time == Time.CONTINUOUS ? MatrixFunctions.exp(held.times(elapsed)) : held;
  }
}
