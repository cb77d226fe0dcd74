package io.dymad.sampling;

import io.dymad.numerics.Matrix;

/** Systems with known behaviour, for examples and tests. Angles are in radians. */
public final class Systems {
  /** Gravity of the pendulums, in m/s². */
  public static final double GRAVITY = 9.81;

  private Systems() {}

  /** The derivative of a state that nothing drives. */
  @FunctionalInterface
  private interface Field {
    double[] at(double[] x);
  }

  private record Autonomous(int stateSize, Field field) implements OdeSystem {
    @Override
    public double[] derivative(double t, double[] x, double[] u, double[] p) {
      return field.at(x);
    }
  }

  private record Linear(Matrix a, Matrix b) implements OdeSystem {
    @Override
    public int stateSize() {
      return a.rows();
    }

    @Override
    public int controlSize() {
      return b.columns();
    }

    @Override
    public double[] derivative(double t, double[] x, double[] u, double[] p) {
      double[] slope = new double[x.length];
      for (int i = 0; i < slope.length; i++) {
        for (int j = 0; j < x.length; j++) {
          slope[i] += a.get(i, j) * x[j];
        }
        for (int j = 0; j < u.length; j++) {
          slope[i] += b.get(i, j) * u[j];
        }
      }
      return slope;
    }
  }

  /**
   * Returns {@code x' = A x + B u}; without controls, B has no columns.
   *
   * @throws IllegalArgumentException if A is not square or B has other rows
   */
  public static OdeSystem linear(Matrix a, Matrix b) {
    if (!a.isSquare() || a.rows() == 0 || b.rows() != a.rows()) {
      throw new IllegalArgumentException(
          "A linear system needs a square A (%s) and a B (%s) with as many rows."
              .formatted(a.shape(), b.shape()));
    }
    return new Linear(a, b);
  }

  /** Returns {@code x' = A x}. */
  public static OdeSystem linear(Matrix a) {
    return linear(a, Matrix.zeros(a.rows(), 0));
  }

  /**
   * Returns {@code x1' = mu x1, x2' = lambda (x2 - x1²)}, whose Koopman exponents are the sums
   * {@code a mu + b lambda} of whole a and b.
   *
   * @see <a href="https://doi.org/10.1371/journal.pone.0150171">Brunton et al. (2016), equation
   *     (10)</a>
   */
  public static OdeSystem slowManifold(double mu, double lambda) {
    return new Autonomous(2, x -> new double[] {mu * x[0], lambda * (x[1] - x[0] * x[0])});
  }

  /**
   * Returns the oscillator {@code x' = y, y' = mu (1 - x²) y - x}.
   *
   * @see <a href="https://doi.org/10.1080/14786442608564127">van der Pol (1926)</a>
   */
  public static OdeSystem vanDerPol(double mu) {
    return new Autonomous(2, x -> new double[] {x[1], mu * (1 - x[0] * x[0]) * x[1] - x[0]});
  }

  /** Returns the oscillator {@code x' = y, y' = -delta y - alpha x - beta x³}. */
  public static OdeSystem duffing(double alpha, double beta, double delta) {
    return new Autonomous(
        2, x -> new double[] {x[1], -delta * x[1] - alpha * x[0] - beta * x[0] * x[0] * x[0]});
  }

  /**
   * Returns {@code x' = sigma (y - x), y' = x (rho - z) - y, z' = x y - beta z}; chaotic for 10,
   * 28, 8/3.
   *
   * @see <a href="https://doi.org/10.1175/1520-0469(1963)020%3C0130:DNF%3E2.0.CO;2">Lorenz (1963),
   *     equations (25) to (27)</a>
   */
  public static OdeSystem lorenz(double sigma, double rho, double beta) {
    return new Autonomous(
        3,
        x ->
            new double[] {
              sigma * (x[1] - x[0]), x[0] * (rho - x[2]) - x[1], x[0] * x[1] - beta * x[2]
            });
  }

  /**
   * Returns a closed curve {@code r = 1 + 0.5 cos 3θ} in the plane on which {@code θ' = speed - cos
   * θ}; the state is {@code (r cos θ, r sin θ)}. One turn takes {@code 2π / sqrt(speed² - 1)}.
   *
   * @param speed above 1
   */
  public static OdeSystem perturbedCircle(double speed) {
    if (!(speed > 1 && speed < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "The speed (%s) must be above 1, or the curve holds a resting point.".formatted(speed));
    }
    return new Autonomous(
        2,
        x -> {
          double theta = Math.atan2(x[1], x[0]);
          double rate = speed - Math.cos(theta);
          double r = 1 + 0.5 * Math.cos(3 * theta);
          double slope = -1.5 * Math.sin(3 * theta);
          return new double[] {
            rate * (slope * Math.cos(theta) - r * Math.sin(theta)),
            rate * (slope * Math.sin(theta) + r * Math.cos(theta))
          };
        });
  }

  private record Pendulum(double damping) implements OdeSystem {
    @Override
    public int stateSize() {
      return 2;
    }

    @Override
    public int parameterSize() {
      return 1;
    }

    @Override
    public double[] derivative(double t, double[] x, double[] u, double[] p) {
      return new double[] {x[1], -GRAVITY / p[0] * (Math.sin(x[0]) + damping * x[1])};
    }
  }

  /**
   * Returns a pendulum {@code θ' = ω, ω' = -(g/p) (sin θ + damping ω)} whose parameter p is its
   * length in m.
   *
   * @param damping in s, at least 0
   */
  public static OdeSystem pendulum(double damping) {
    if (!(damping >= 0 && damping < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException("The damping (%s) must be at least 0.".formatted(damping));
    }
    return new Pendulum(damping);
  }

  /**
   * Returns two pendulums of mass 1 kg and length 1 m, one hanging from the other, without
   * friction; the state is {@code (θ1, θ2, ω1, ω2)}.
   */
  public static OdeSystem doublePendulum() {
    return new Autonomous(4, Systems::doublePendulum);
  }

  private static double[] doublePendulum(double[] x) {
    // 2 ω1' + c ω2' = -s ω2² - 2 g sin θ1,  c ω1' + ω2' = s ω1² - g sin θ2.
    double c = Math.cos(x[0] - x[1]);
    double s = Math.sin(x[0] - x[1]);
    double first = -s * x[3] * x[3] - 2 * GRAVITY * Math.sin(x[0]);
    double second = s * x[2] * x[2] - GRAVITY * Math.sin(x[1]);
    double determinant = 2 - c * c;
    return new double[] {
      x[2], x[3], (first - c * second) / determinant, (2 * second - c * first) / determinant
    };
  }

  /**
   * Returns coupled phases {@code θ_i' = ω_i + Σ_j K_ij sin(θ_j - θ_i)}, observed by the order
   * parameter of each group: the means of cosine and sine of its phases.
   *
   * @param frequencies ω in rad per unit of time
   * @param coupling K, square
   * @param groups for each phase its group, numbered from 0 without gaps
   * @see <a href="https://doi.org/10.1007/978-3-642-69689-3">Kuramoto (1984), chapter 5</a>
   * @throws IllegalArgumentException if the numbers of phases differ or a group is empty
   */
  public static OdeSystem kuramoto(double[] frequencies, Matrix coupling, int... groups) {
    return new Kuramoto(frequencies, coupling, groups);
  }
}
