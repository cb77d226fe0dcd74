package io.metalab.core.params;

import io.metalab.api.MetalabException;
import io.metalab.api.ParamCase;
import io.metalab.api.ParamSource;
import io.metalab.api.Params;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * The param sources that come with metalab.
 *
 * <p>All of them are immutable, keep a fixed order, and compute point <em>i</em> from <em>i</em>.
 */
public final class ParamSources {
  private ParamSources() {}

  /** Returns the source of exactly one point, without params of its own. */
  public static ParamSource single() {
    return grid(Map.of());
  }

  /**
   * Returns the source of these points.
   *
   * @throws MetalabException with {@code INVALID_STUDY} if two have one case id
   */
  public static ParamSource of(ParamCase... cases) {
    return of(List.of(cases));
  }

  /**
   * Returns the source of these points.
   *
   * @throws MetalabException with {@code INVALID_STUDY} if two have one case id
   */
  public static ParamSource of(List<ParamCase> cases) {
    return new ListSource(cases);
  }

  /** Returns the source of these points, named by their place. */
  public static ParamSource list(List<Params> points) {
    return ListSource.ofParams(points);
  }

  /**
   * Returns the source of all combinations of the values of some axes, the last axis changing
   * fastest.
   *
   * @param axes values by name of the parameter, in order
   * @throws MetalabException with {@code INVALID_STUDY} if an axis is empty, with {@code
   *     INVALID_VALUE} if a value has no canonical form
   */
  public static ParamSource grid(Map<String, ? extends List<?>> axes) {
    return GridSource.of(axes);
  }

  /**
   * Returns the source whose point <em>i</em> takes the <em>i</em>-th value of each axis.
   *
   * @param axes values by name of the parameter, in order
   * @throws MetalabException with {@code INVALID_STUDY} if the axes are not equally long, with
   *     {@code INVALID_VALUE} if a value has no canonical form
   */
  public static ParamSource zip(Map<String, ? extends List<?>> axes) {
    return new ZipSource(Axis.list(axes));
  }

  /** Returns the points of these sources, one source after the other. */
  public static ParamSource union(ParamSource... parts) {
    return UnionSource.of(List.of(parts));
  }

  /**
   * Returns all combinations of the points of these sources, the last source changing fastest; a
   * point with a parameter that two sources give is an error.
   */
  public static ParamSource product(ParamSource... parts) {
    return ProductSource.of(List.of(parts));
  }

  /**
   * Returns the points of a source that pass a test.
   *
   * <p>The first question for its size tests every point of the source, on all cores, and keeps one
   * bit for each: 10<sup>8</sup> points take about a minute and 14 MB. A test given as code cannot
   * be stored, so a study filtered by it cannot be resumed from the store alone.
   *
   * @param test a pure function, safe for use by many threads
   * @throws MetalabException with {@code INVALID_STUDY} if the source has more than 2<sup>36</sup>
   *     points
   */
  public static ParamSource filter(ParamSource source, Predicate<Params> test) {
    return new FilterSource(source, "", test);
  }

  /**
   * Returns the points of a source that pass a test which came from a text; see {@link
   * #filter(ParamSource, Predicate)}.
   *
   * @param where the text, which is stored with the study
   */
  public static ParamSource filter(ParamSource source, String where, Predicate<Params> test) {
    return new FilterSource(source, where, test);
  }

  /**
   * Returns points drawn at random.
   *
   * <p>Point <em>i</em> depends on the seed, <em>i</em> and the axes alone; a longer source starts
   * with the points of a shorter one.
   *
   * @param size number of points
   * @param seed root seed of the draws, apart from the seeds of the runs
   * @param axes what each parameter is drawn from
   */
  public static ParamSource random(long size, String seed, Map<String, Distribution> axes) {
    return new RandomSource(size, seed, axes);
  }

  /** Returns points drawn at random; see {@link #random(long, String, Map)}. */
  public static ParamSource random(long size, long seed, Map<String, Distribution> axes) {
    return random(size, Long.toString(seed), axes);
  }

  /**
   * Returns a Latin hypercube: of each parameter, each of the {@code size} equally likely parts of
   * its distribution is used once.
   *
   * @param size number of points, at least 1
   * @param seed root seed of the order of the parts and the places in them
   * @param axes what each parameter is drawn from
   */
  public static ParamSource latinHypercube(long size, String seed, Map<String, Distribution> axes) {
    return new LatinHypercubeSource(size, seed, axes);
  }

  /**
   * Returns points of the Sobol sequence, coordinates in the order of the parameters' names.
   *
   * @param size number of points, at least 1; a power of two spreads most evenly
   * @param skip how many points of the sequence come before; the first one is the origin, the low
   *     end of every axis
   * @param seed root seed of a random digital shift, or empty for the plain sequence
   * @param axes what each parameter is drawn from, 1000 at most
   * @throws MetalabException with {@code INVALID_STUDY} if there are too many axes or points, or
   *     the first point is the origin and an axis normal
   */
  public static ParamSource sobol(
      long size, long skip, String seed, Map<String, Distribution> axes) {
    return new SequenceSource(UnitSequence.Kind.SOBOL, size, skip, seed, axes);
  }

  /**
   * Returns points of the Halton sequence in the first primes, coordinates in the order of the
   * parameters' names.
   *
   * @param size number of points, at least 1
   * @param skip how many points of the sequence come before; the first one is the origin
   * @param seed root seed of a random rotation, or empty for the plain sequence
   * @param axes what each parameter is drawn from, 40 at most
   * @throws MetalabException with {@code INVALID_STUDY} as for {@link #sobol}
   */
  public static ParamSource halton(
      long size, long skip, String seed, Map<String, Distribution> axes) {
    return new SequenceSource(UnitSequence.Kind.HALTON, size, skip, seed, axes);
  }

  /**
   * Returns a design for elementary effects, {@code trajectories (k+1)} points for k parameters.
   *
   * @param trajectories number of trajectories, at least 1; 10 to 50 are usual
   * @param levels number of levels of each parameter, even; 4 is usual
   * @param seed root seed of the trajectories
   * @param axes what each parameter is drawn from; none may be normal
   * @throws MetalabException with {@code INVALID_STUDY} if one of these rules is broken
   */
  public static MorrisDesign morris(
      long trajectories, int levels, String seed, Map<String, Distribution> axes) {
    return new MorrisDesign(trajectories, levels, seed, axes);
  }

  /**
   * Returns a design for Sobol indices, {@code rows (k+2)} points for k parameters.
   *
   * @param rows number of rows of each sample, a power of two where possible
   * @param seed root seed of the samples
   * @param axes what each parameter is drawn from, 500 at most
   * @throws MetalabException with {@code INVALID_STUDY} if there are too many axes or rows
   */
  public static SaltelliDesign saltelli(long rows, String seed, Map<String, Distribution> axes) {
    return new SaltelliDesign(rows, seed, axes);
  }

  /**
   * Returns the points that a file lists.
   *
   * <p>A JSON file is a list of objects. A CSV file has the names in its first line; a cell is a
   * number, true, false or else text, a cell in quotes always text, and an empty cell leaves the
   * parameter out.
   *
   * @throws MetalabException with {@code FILE_UNREADABLE} if the file cannot be read, with {@code
   *     INVALID_STUDY}, file and line if it is malformed
   */
  public static ParamSource cases(Path file) {
    return CasesFile.read(file);
  }

  /**
   * Returns a choice whose every value brings further params of its own, such as optimizers with
   * their settings; one branch after the other.
   *
   * @param name the parameter that is chosen
   * @param branches the further params by value, {@link #single()} for none
   */
  public static ParamSource conditional(String name, Map<String, ? extends ParamSource> branches) {
    return ConditionalSource.of(name, branches);
  }

  /**
   * Returns the points of a source, each with the same further values; a point that has one of them
   * itself is an error.
   */
  public static ParamSource constants(Params constants, ParamSource source) {
    return new ConstantsSource(constants, source);
  }

  /** Returns a source without the values that {@link #constants} adds to its points. */
  public static ParamSource withoutConstants(ParamSource source) {
    return source instanceof ConstantsSource constants
        ? withoutConstants(constants.source())
        : source;
  }

  /**
   * Returns numbers at equal distances, the ends exactly as written and the others the doubles
   * nearest to the exact decimals.
   *
   * @throws MetalabException with {@code INVALID_STUDY} if an end is not finite, or the count is
   *     below 2 and the ends differ
   */
  public static List<Double> linGrid(double low, double high, int count) {
    return Spacing.linear(low, high, count);
  }

  /**
   * Returns numbers at equal ratios, the ends exactly as written and the others the doubles nearest
   * to the exact numbers.
   *
   * @throws MetalabException with {@code INVALID_STUDY} if an end is not finite and above 0, or the
   *     count is below 2 and the ends differ
   */
  public static List<Double> logGrid(double low, double high, int count) {
    return Spacing.logarithmic(low, high, count);
  }
}
