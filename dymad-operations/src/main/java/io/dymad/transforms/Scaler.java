package io.dymad.transforms;

import io.dymad.numerics.Matrix;
import java.util.Arrays;
import java.util.function.Function;

/**
 * Shifts and scales each variable: {@code z = (x - offset) / scale}.
 *
 * @param offset one row
 * @param scale one row, not 0
 */
public record Scaler(Matrix offset, Matrix scale) implements Transform {
  /** Spread of a variable, relative to its largest modulus, below which it counts as constant. */
  private static final double CONSTANT = 1e-12;

  /** What the training data become. */
  public enum Mode {
    /** Each variable runs from 0 to 1; DyMAD's {@code 01}. */
    ZERO_TO_ONE("01"),
    /** Each variable runs from -1 to 1; DyMAD's {@code -11}. */
    MINUS_ONE_TO_ONE("-11"),
    /** Each variable has mean 0 and population standard deviation 1; DyMAD's {@code std}. */
    STANDARD("std"),
    /** They stay as they are. */
    NONE("none");

    private final String key;

    Mode(String key) {
      this.key = key;
    }

    /**
     * Returns the mode that DyMAD calls by a name.
     *
     * @throws IllegalArgumentException listing the names, if there is none
     */
    public static Mode ofKey(String key) {
      return Arrays.stream(values())
          .filter(mode -> mode.key.equals(key))
          .findFirst()
          .orElseThrow(
              () ->
                  new IllegalArgumentException(
                      "There is no scaler mode '%s', but %s."
                          .formatted(key, Arrays.stream(values()).map(Mode::key).toList())));
    }

    /** Returns DyMAD's name of the mode. */
    public String key() {
      return key;
    }
  }

  public Scaler {
    offset.requireFinite("The offset");
    scale.requireFinite("The scale");
    Checks.shape(offset, 1, scale.columns(), "offset");
    Checks.shape(scale, 1, offset.columns(), "scale");
    if (Arrays.stream(scale.row(0)).anyMatch(value -> value == 0)) {
      throw new IllegalArgumentException("A scale must not be 0.");
    }
  }

  /**
   * Returns what fits offset and scale. A variable that is constant up to rounding is shifted and
   * not scaled, whatever its unit.
   */
  public static TransformSpec spec(Mode mode) {
    return series -> {
      Matrix all = Checks.stack(series);
      return new Scaler(
          columns(all, column -> offset(mode, column)),
          columns(all, column -> scale(mode, column)));
    };
  }

  private static Matrix columns(Matrix all, Function<double[], Double> statistic) {
    return Matrix.generate(1, all.columns(), (i, j) -> statistic.apply(all.column(j)));
  }

  private static double offset(Mode mode, double[] column) {
    double least = Arrays.stream(column).min().orElseThrow();
    return switch (mode) {
      case ZERO_TO_ONE -> least;
      case MINUS_ONE_TO_ONE -> least + (Arrays.stream(column).max().orElseThrow() - least) / 2;
      case STANDARD -> Arrays.stream(column).average().orElseThrow();
      case NONE -> 0;
    };
  }

  private static double scale(Mode mode, double[] column) {
    double least = Arrays.stream(column).min().orElseThrow();
    double most = Arrays.stream(column).max().orElseThrow();
    double mean = Arrays.stream(column).average().orElseThrow();
    double scale =
        switch (mode) {
          case ZERO_TO_ONE -> most - least;
          case MINUS_ONE_TO_ONE -> (most - least) / 2;
          case STANDARD ->
              Math.sqrt(
                  Arrays.stream(column).map(x -> (x - mean) * (x - mean)).average().orElseThrow());
          case NONE -> 1;
        };
    double size = Math.max(Math.abs(least), Math.abs(most));
    return mode != Mode.NONE && scale <= CONSTANT * size ? 1 : scale;
  }

  @Override
  public String type() {
    return "scaler";
  }

  @Override
  public int inputSize() {
    return offset.columns();
  }

  @Override
  public int outputSize() {
    return offset.columns();
  }

  @Override
  public Matrix apply(Matrix series) {
    Checks.width(series, inputSize(), "series");
    return Matrix.generate(
        series.rows(),
        series.columns(),
        (i, j) -> (series.get(i, j) - offset.get(0, j)) / scale.get(0, j));
  }

  @Override
  public Matrix invert(Matrix features) {
    Checks.width(features, outputSize(), "features");
    return Matrix.generate(
        features.rows(),
        features.columns(),
        (i, j) -> features.get(i, j) * scale.get(0, j) + offset.get(0, j));
  }

  @Override
  public Matrix forwardModes(Matrix states) {
    Checks.shape(states, 1, inputSize(), "state");
    return Matrix.diagonal(Arrays.stream(scale.row(0)).map(value -> 1 / value).toArray());
  }

  @Override
  public Matrix backwardModes(Matrix feature) {
    Checks.shape(feature, 1, outputSize(), "feature");
    return Matrix.diagonal(scale.row(0));
  }

  @Override
  public TransformState state() {
    return TransformState.of(type()).with("offset", offset).with("scale", scale);
  }

  static Scaler restore(TransformState state) {
    return new Scaler(state.array("offset"), state.array("scale"));
  }
}
