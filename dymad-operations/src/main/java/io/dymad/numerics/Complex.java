package io.dymad.numerics;

/**
 * A complex number.
 *
 * @param re real part
 * @param im imaginary part
 */
public record Complex(double re, double im) {
  /** Zero. */
  public static final Complex ZERO = new Complex(0, 0);

  /** One. */
  public static final Complex ONE = new Complex(1, 0);

  /** The imaginary unit. */
  public static final Complex I = new Complex(0, 1);

  /** Returns a real number. */
  public static Complex of(double re) {
    return new Complex(re, 0);
  }

  /** Returns {@code modulus · e^(i argument)}; the argument is in radians. */
  public static Complex polar(double modulus, double argument) {
    return new Complex(modulus * Math.cos(argument), modulus * Math.sin(argument));
  }

  /** Returns the sum. */
  public Complex plus(Complex other) {
    return new Complex(re + other.re, im + other.im);
  }

  /** Returns the difference. */
  public Complex minus(Complex other) {
    return new Complex(re - other.re, im - other.im);
  }

  /** Returns the product. */
  public Complex times(Complex other) {
    return new Complex(re * other.re - im * other.im, re * other.im + im * other.re);
  }

  /** Returns the product with a real number. */
  public Complex times(double factor) {
    return new Complex(re * factor, im * factor);
  }

  /**
   * Returns the quotient by Smith's formula (1962), which does not overflow where the result does
   * not; a division by zero gives what IEEE arithmetic gives.
   */
  public Complex dividedBy(Complex other) {
    if (Math.abs(other.re) >= Math.abs(other.im)) {
      double ratio = other.im / other.re;
      double scale = other.re + other.im * ratio;
      return new Complex((re + im * ratio) / scale, (im - re * ratio) / scale);
    }
    double ratio = other.re / other.im;
    double scale = other.re * ratio + other.im;
    return new Complex((re * ratio + im) / scale, (im * ratio - re) / scale);
  }

  /** Returns the negative. */
  public Complex negated() {
    return new Complex(-re, -im);
  }

  /** Returns the complex conjugate. */
  public Complex conjugate() {
    return new Complex(re, -im);
  }

  /** Returns the modulus, without overflow. */
  public double abs() {
    return Math.hypot(re, im);
  }

  /** Returns the square of the modulus. */
  public double abs2() {
    return re * re + im * im;
  }

  /** Returns the argument in (-π, π]; 0 for zero. */
  public double arg() {
    return Math.atan2(im, re);
  }

  /** Returns the exponential. */
  public Complex exp() {
    return polar(Math.exp(re), im);
  }

  /**
   * Returns the principal logarithm, whose imaginary part is in (-π, π]. The logarithm of zero is
   * minus infinity.
   */
  public Complex log() {
    return new Complex(Math.log(abs()), arg());
  }

  /** Returns the principal square root, whose real part is at least 0. */
  public Complex sqrt() {
    double modulus = abs();
    if (modulus == 0) {
      return ZERO;
    }
    double half = Math.sqrt((modulus + Math.abs(re)) / 2);
    return re >= 0
        ? new Complex(half, im / (2 * half))
        : new Complex(Math.abs(im) / (2 * half), Math.copySign(half, im));
  }

  /** Returns an integer power, by squaring. */
  public Complex pow(int exponent) {
    Complex base = exponent < 0 ? ONE.dividedBy(this) : this;
    Complex power = ONE;
    for (long left = Math.abs((long) exponent); left > 0; left >>= 1) {
      if ((left & 1) == 1) {
        power = power.times(base);
      }
      base = base.times(base);
    }
    return power;
  }

  /** Returns whether both parts are finite. */
  public boolean isFinite() {
    return Double.isFinite(re) && Double.isFinite(im);
  }
}
