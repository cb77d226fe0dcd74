package io.dymad.numerics;

/**
 * Which eigenpairs of two fits belong together, by what moves and how it moves at once.
 *
 * <p>A pair stands for the line of {@code v ⊗ c}: a vector v, which is an eigenfunction or a mode,
 * along its course c over some times, {@code (1, λ)} or {@code e^(ω t)}. The distance of two pairs
 * is the sine of the angle between their lines, {@code sin² = 1 - cos²(v, w) cos²(c, d)}. It has no
 * weight to choose, and neither scale nor phase matters. Partners are assigned one to one, so that
 * the distances sum to the least.
 *
 * <p>A pair that both fits have is always its own partner: were it not, the two pairs matched to it
 * could be matched to each other at less cost, since {@code sin(a + b) < sin a + sin b}. Distances
 * of eigenvalues alone do not have that property. For three numbers on a line, {@code |a - b| + |b
 * - c| = |a - c|}: an eigenvalue between two others can trade places with them for nothing.
 *
 * @param vectors one column for each pair, shape {@code [components, pairs]}
 * @param courses one column for each pair, shape {@code [times, pairs]}
 */
public record EigenpairMatching(ComplexMatrix vectors, ComplexMatrix courses) {
  public EigenpairMatching {
    vectors.requireFinite("The vectors");
    courses.requireFinite("The courses");
    if (vectors.columns() != courses.columns()) {
      throw new IllegalArgumentException(
          "There are %d vectors for %d courses.".formatted(vectors.columns(), courses.columns()));
    }
  }

  /** Returns the pairs of discrete-time eigenvalues: the courses are {@code (1, λ)}. */
  public static EigenpairMatching ofValues(ComplexVector values, ComplexMatrix vectors) {
    return new EigenpairMatching(
        vectors,
        ComplexMatrix.generate(2, values.size(), (i, j) -> i == 0 ? Complex.ONE : values.get(j)));
  }

  /** Returns the pairs of exponents: the courses are {@code e^(ω t)}. */
  public static EigenpairMatching ofExponents(
      ComplexVector exponents, ComplexMatrix vectors, double... times) {
    return new EigenpairMatching(
        vectors,
        ComplexMatrix.generate(
            times.length, exponents.size(), (k, j) -> exponents.get(j).times(times[k]).exp()));
  }

  /**
   * Returns for each of these pairs the index of its own partner among others.
   *
   * @param others at least as many, of vectors with the same components at the same times
   * @throws IllegalArgumentException if they are fewer, or shapes do not fit
   */
  public int[] match(EigenpairMatching others) {
    Matrix vectorSines = sines(vectors, others.vectors);
    Matrix courseSines = sines(courses, others.courses);
    return Assignment.solve(
        Matrix.generate(
            vectorSines.rows(),
            vectorSines.columns(),
            (i, j) -> {
              double s = vectorSines.get(i, j);
              double cosine = Math.sqrt(Math.max(0, 1 - s * s));
              return Math.hypot(s, cosine * courseSines.get(i, j));
            }));
  }

  /** Returns the sines of the angles between the columns of two matrices; 1 for a column of 0. */
  private static Matrix sines(ComplexMatrix first, ComplexMatrix second) {
    ComplexMatrix lines = unit(first);
    ComplexMatrix others = unit(second);
    boolean[] empty = new boolean[others.columns()];
    double[] norms = others.columnNorms();
    for (int j = 0; j < empty.length; j++) {
      empty[j] = norms[j] == 0;
    }
    double[][] sines = new double[lines.columns()][];
    for (int i = 0; i < sines.length; i++) {
      ComplexMatrix line = lines.columns(i, i + 1);
      // What is left of the others beside this line: 1 - cos² would lose half of the digits.
      sines[i] = others.minus(line.times(line.adjointTimes(others))).columnNorms();
      for (int j = 0; j < empty.length; j++) {
        sines[i][j] = empty[j] ? 1 : Math.min(1, sines[i][j]);
      }
    }
    return Matrix.of(sines);
  }

  private static ComplexMatrix unit(ComplexMatrix columns) {
    double[] scale = columns.columnNorms();
    for (int j = 0; j < scale.length; j++) {
      scale[j] = scale[j] == 0 ? 0 : 1 / scale[j];
    }
    return columns.scaleColumns(scale);
  }
}
