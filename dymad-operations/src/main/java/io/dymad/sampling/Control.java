package io.dymad.sampling;

import io.dymad.numerics.Matrix;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * How the controls of a trajectory are made. Every input draws its own numbers; none is a sum over
 * the others.
 */
public sealed interface Control {
  /**
   * Returns the controls of one trajectory.
   *
   * @param index of the trajectory
   * @param times of its samples
   * @param inputs number of controls
   */
  ControlSignal draw(int index, double[] times, int inputs, RandomGenerator random);

  /** Returns no control at all, or zeros for a system that has inputs. */
  static Control none() {
    return new None();
  }

  /** Zeros. */
  record None() implements Control {
    @Override
    public ControlSignal draw(int index, double[] times, int inputs, RandomGenerator random) {
      return (interval, t) -> new double[inputs];
    }
  }

  /**
   * A sine whose frequency rises linearly over the whole trajectory: {@code a sin(2π (f0 s + (f1 -
   * f0) s² / 2T) + φ)}, where s is the time since the start and T the length.
   *
   * @param startHertz f0, cycles per unit of time
   * @param endHertz f1
   * @param amplitude a
   * @param phase φ in radians
   */
  record Chirp(Range startHertz, Range endHertz, Range amplitude, Range phase) implements Control {
    @Override
    public ControlSignal draw(int index, double[] times, int inputs, RandomGenerator random) {
      double start = times[0];
      double length = times[times.length - 1] - start;
      double[] f0 = new double[inputs];
      double[] f1 = new double[inputs];
      double[] a = new double[inputs];
      double[] phi = new double[inputs];
      for (int j = 0; j < inputs; j++) {
        f0[j] = startHertz.draw(random);
        f1[j] = endHertz.draw(random);
        a[j] = amplitude.draw(random);
        phi[j] = phase.draw(random);
      }
      return (interval, t) -> {
        double s = t - start;
        double[] u = new double[inputs];
        for (int j = 0; j < inputs; j++) {
          double cycles = s * (f0[j] + (f1[j] - f0[j]) * s / (2 * length));
          u[j] = a[j] * Math.sin(2 * Math.PI * cycles + phi[j]);
        }
        return u;
      };
    }
  }

  /**
   * A sum of sines {@code Σ_i a_i sin(2π f_i t + φ_i)}.
   *
   * @param terms how many, at least 1
   * @param hertz f, cycles per unit of time
   * @param amplitude a
   * @param phase φ in radians
   */
  record Sine(int terms, Range hertz, Range amplitude, Range phase) implements Control {
    public Sine {
      if (terms < 1) {
        throw new IllegalArgumentException(
            "The number of sines (%d) must be at least 1.".formatted(terms));
      }
    }

    @Override
    public ControlSignal draw(int index, double[] times, int inputs, RandomGenerator random) {
      double[][] f = new double[inputs][terms];
      double[][] a = new double[inputs][terms];
      double[][] phi = new double[inputs][terms];
      for (int j = 0; j < inputs; j++) {
        for (int i = 0; i < terms; i++) {
          f[j][i] = hertz.draw(random);
          a[j][i] = amplitude.draw(random);
          phi[j][i] = phase.draw(random);
        }
      }
      return (interval, t) -> {
        double[] u = new double[inputs];
        for (int j = 0; j < inputs; j++) {
          for (int i = 0; i < terms; i++) {
            u[j] += a[j][i] * Math.sin(2 * Math.PI * f[j][i] * t + phi[j][i]);
          }
        }
        return u;
      };
    }
  }

  /**
   * Independent normal numbers at the sample times.
   *
   * @param mean of each
   * @param deviation standard deviation, at least 0
   * @param hold what happens between the samples
   */
  record Gaussian(double mean, double deviation, Hold hold) implements Control {
    public Gaussian {
      if (!Double.isFinite(mean) || !(deviation >= 0 && deviation < Double.POSITIVE_INFINITY)) {
        throw new IllegalArgumentException(
            "The mean (%s) must be finite, the deviation (%s) at least 0."
                .formatted(mean, deviation));
      }
    }

    @Override
    public ControlSignal draw(int index, double[] times, int inputs, RandomGenerator random) {
      Matrix values =
          Matrix.gaussian(inputs, times.length, random)
              .adjoint()
              .times(deviation)
              .plus(Matrix.generate(times.length, inputs, (k, j) -> mean));
      return new HeldSignal(times, values, hold);
    }
  }

  /**
   * Independent points at the sample times, uniform on the sphere of all inputs together.
   *
   * @param radius at least 0
   * @param hold what happens between the samples
   */
  record Sphere(double radius, Hold hold) implements Control {
    public Sphere {
      if (!(radius >= 0 && radius < Double.POSITIVE_INFINITY)) {
        throw new IllegalArgumentException("The radius (%s) must be at least 0.".formatted(radius));
      }
    }

    @Override
    public ControlSignal draw(int index, double[] times, int inputs, RandomGenerator random) {
      Matrix directions = Matrix.gaussian(inputs, times.length, random);
      double[] scales = directions.columnNorms();
      for (int k = 0; k < scales.length; k++) {
        scales[k] = scales[k] == 0 ? 0 : radius / scales[k];
      }
      return new HeldSignal(times, directions.scaleColumns(scales).adjoint(), hold);
    }
  }

  /**
   * Controls given by the caller.
   *
   * @param values one matrix for each trajectory, or one for all; a row for each sample time
   * @param hold what happens between the samples
   */
  record External(List<Matrix> values, Hold hold) implements Control {
    public External {
      values = List.copyOf(values);
      if (values.isEmpty()) {
        throw new IllegalArgumentException("There are no values of the controls.");
      }
      for (Matrix one : values) {
        one.requireFinite("The controls");
      }
    }

    @Override
    public ControlSignal draw(int index, double[] times, int inputs, RandomGenerator random) {
      if (values.size() > 1 && index >= values.size()) {
        throw new IllegalArgumentException(
            "There are controls for %d trajectories, so that there are none for trajectory %d."
                .formatted(values.size(), index));
      }
      Matrix own = values.get(values.size() == 1 ? 0 : index);
      if (own.rows() != times.length || own.columns() != inputs) {
        throw new IllegalArgumentException(
            "The controls of trajectory %d are %s; %d samples of %d inputs are wanted."
                .formatted(index, own.shape(), times.length, inputs));
      }
      return new HeldSignal(times, own, hold);
    }
  }
}
