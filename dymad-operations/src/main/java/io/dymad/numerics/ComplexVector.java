package io.dymad.numerics;

import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A vector of complex numbers; immutable. */
public final class ComplexVector {
  /** Real and imaginary parts in turn; never written after construction. */
  final double[] data;

  ComplexVector(double[] data) {
    this.data = data;
  }

  /** Returns a vector of these numbers. */
  public static ComplexVector of(Complex... numbers) {
    return generate(numbers.length, i -> numbers[i]);
  }

  /** Returns a vector of these numbers. */
  public static ComplexVector of(List<Complex> numbers) {
    return generate(numbers.size(), numbers::get);
  }

  /** Returns a vector of real numbers. */
  public static ComplexVector ofReal(double... numbers) {
    return generate(numbers.length, i -> Complex.of(numbers[i]));
  }

  /**
   * Returns the vector of two arrays of parts.
   *
   * @throws IllegalArgumentException if their lengths differ
   */
  public static ComplexVector ofParts(double[] re, double[] im) {
    if (re.length != im.length) {
      throw new IllegalArgumentException(
          "There are %d real parts, but %d imaginary parts.".formatted(re.length, im.length));
    }
    return generate(re.length, i -> new Complex(re[i], im[i]));
  }

  /** Returns the vector of what a function gives for 0, 1, … */
  public static ComplexVector generate(int size, IntFunction<Complex> element) {
    double[] data = new double[Math.multiplyExact(2, size)];
    for (int i = 0; i < size; i++) {
      Complex value = element.apply(i);
      data[2 * i] = value.re();
      data[2 * i + 1] = value.im();
    }
    return new ComplexVector(data);
  }

  /** Returns the number of elements. */
  public int size() {
    return data.length / 2;
  }

  /** Returns an element. */
  public Complex get(int index) {
    return new Complex(data[2 * index], data[2 * index + 1]);
  }

  /** Returns the real parts. */
  public double[] re() {
    return IntStream.range(0, size()).mapToDouble(i -> data[2 * i]).toArray();
  }

  /** Returns the imaginary parts. */
  public double[] im() {
    return IntStream.range(0, size()).mapToDouble(i -> data[2 * i + 1]).toArray();
  }

  /** Returns the moduli. */
  public double[] abs() {
    return stream().mapToDouble(Complex::abs).toArray();
  }

  /** Returns the vector of what a function makes of each element. */
  public ComplexVector map(UnaryOperator<Complex> function) {
    return generate(size(), i -> function.apply(get(i)));
  }

  /** Returns the elements at some indices, in the order of these. */
  public ComplexVector select(int... indices) {
    return generate(indices.length, i -> get(indices[i]));
  }

  /** Returns the complex conjugate. */
  public ComplexVector conjugate() {
    return map(Complex::conjugate);
  }

  /** Returns the vector times a number. */
  public ComplexVector times(Complex factor) {
    return map(factor::times);
  }

  /** Returns {@code Σ conj(a_i) b_i}, which is conjugate-linear in this vector. */
  public Complex dot(ComplexVector other) {
    if (size() != other.size()) {
      throw new IllegalArgumentException(
          "The inner product of vectors of %d and %d elements does not exist."
              .formatted(size(), other.size()));
    }
    Complex sum = Complex.ZERO;
    for (int i = 0; i < size(); i++) {
      sum = sum.plus(get(i).conjugate().times(other.get(i)));
    }
    return sum;
  }

  /** Returns the Euclidean norm. */
  public double norm() {
    return Blas.norm(data, 0, data.length);
  }

  /** Returns the elements in order. */
  public Stream<Complex> stream() {
    return IntStream.range(0, size()).mapToObj(this::get);
  }

  /** Returns the vector as a matrix of one column. */
  public ComplexMatrix asColumn() {
    return new ComplexMatrix(size(), 1, data);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof ComplexVector vector && Arrays.equals(data, vector.data);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(data);
  }

  @Override
  public String toString() {
    return "ComplexVector[" + size() + "]";
  }
}
