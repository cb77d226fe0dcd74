package io.dymad.core;

import io.dymad.numerics.Dense;
import io.dymad.numerics.Matrix;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.IntStream;

/**
 * Trajectories of one system: equal numbers of states, controls, targets and parameters, but maybe
 * different lengths.
 *
 * @param items at least one
 */
public record Trajectories(List<Trajectory> items) {
  /** How much the steps of two trajectories may differ, relatively, and count as equal. */
  private static final double STEP_TOLERANCE = 1e-6;

  public Trajectories {
    items = List.copyOf(items);
    if (items.isEmpty()) {
      throw new IllegalArgumentException("There is no trajectory.");
    }
    Trajectory first = items.get(0);
    for (int i = 1; i < items.size(); i++) {
      Trajectory item = items.get(i);
      checkWidth("x", i, item.x(), first.x());
      checkWidth("u", i, item.u(), first.u());
      checkWidth("y", i, item.y(), first.y());
      checkWidth("p", i, item.p(), first.p());
    }
  }

  private static void checkWidth(String name, int index, Matrix item, Matrix first) {
    if (item.columns() != first.columns()) {
      throw new IllegalArgumentException(
          "Trajectory %d has %d columns of %s, but trajectory 0 has %d."
              .formatted(index, item.columns(), name, first.columns()));
    }
  }

  /** Returns these trajectories. */
  public static Trajectories of(Trajectory... items) {
    return new Trajectories(Arrays.asList(items));
  }

  /** Returns the number of trajectories. */
  public int size() {
    return items.size();
  }

  /** Returns the trajectory at an index. */
  public Trajectory get(int index) {
    return items.get(index);
  }

  /** Returns the number of state variables. */
  public int stateSize() {
    return items.get(0).x().columns();
  }

  /** Returns the number of control variables; 0 if there are none. */
  public int controlSize() {
    return items.get(0).u().columns();
  }

  /** Returns the number of samples of all trajectories. */
  public int steps() {
    return items.stream().mapToInt(Trajectory::steps).sum();
  }

  /** Returns whether trajectories differ in length. */
  public boolean isRagged() {
    return items.stream().anyMatch(item -> item.steps() != items.get(0).steps());
  }

  /** Returns the states of all trajectories, one below the other: a view. */
  public Matrix states() {
    return Dense.stackView(items.stream().map(Trajectory::x).toList());
  }

  /** Returns the trajectories at some indices, in their order. */
  public Trajectories select(int... indices) {
    return new Trajectories(Arrays.stream(indices).mapToObj(items::get).toList());
  }

  /**
   * Returns the time between samples, the same within and between all trajectories.
   *
   * @throws IllegalArgumentException naming the trajectory whose step differs or varies, or saying
   *     that no trajectory has two samples
   */
  public double uniformStep() {
    double common = Double.NaN;
    for (int i = 0; i < size(); i++) {
      if (items.get(i).steps() < 2) {
        continue;
      }
      OptionalDouble step = items.get(i).findUniformStep();
      if (step.isEmpty()) {
        throw new IllegalArgumentException(
            "The time step of trajectory %d varies; this needs equal steps. Maybe resample, or use a method for uneven times such as optimised DMD."
                .formatted(i));
      }
      if (Double.isNaN(common)) {
        common = step.getAsDouble();
      } else if (Math.abs(step.getAsDouble() - common) > STEP_TOLERANCE * common) {
        throw new IllegalArgumentException(
            "Trajectory %d has the time step %s, but others have %s; this needs equal steps."
                .formatted(i, step.getAsDouble(), common));
      }
    }
    if (Double.isNaN(common)) {
      throw new IllegalArgumentException(
          "No trajectory has two samples, so there is no time step.");
    }
    return common;
  }

  /**
   * Returns these trajectories if every state variable varies.
   *
   * @throws IllegalArgumentException naming the first one that has the same value throughout
   */
  public Trajectories requireVarying() {
    return requireVarying(IntStream.range(0, stateSize()).mapToObj(j -> "x" + j).toList());
  }

  /**
   * Returns these trajectories if every state variable varies.
   *
   * @param names of the state variables, for the message
   * @throws IllegalArgumentException naming the first one that has the same value throughout, or
   *     saying that there is a single sample
   */
  public Trajectories requireVarying(List<String> names) {
    if (steps() < 2) {
      throw new IllegalArgumentException(
          "The data are a single sample; there must be at least two to tell whether anything"
              + " varies.");
    }
    for (int j = 0; j < stateSize(); j++) {
      double value = items.get(0).x().get(0, j);
      int column = j;
      if (items.stream().allMatch(item -> isConstant(item.x(), column, value))) {
        throw new IllegalArgumentException(
            "The state variable %s is constant: all %d samples are %s, so that it tells nothing of the dynamics. Maybe leave it out."
                .formatted(names.get(j), steps(), value));
      }
    }
    return this;
  }

  private static boolean isConstant(Matrix x, int column, double value) {
    for (int k = 0; k < x.rows(); k++) {
      if (x.get(k, column) != value) {
        return false;
      }
    }
    return true;
  }

  /**
   * Returns the SHA-256, as 64 lower-case hex digits, of all numbers and shapes: equal data have
   * equal hashes wherever they were read from.
   */
  public String contentHash() {
    MessageDigest digest = sha256();
    digest.update("dymad.trajectories/1".getBytes(StandardCharsets.UTF_8));
    for (Trajectory item : items) {
      for (Matrix part : List.of(item.t(), item.x(), item.u(), item.y(), item.p())) {
        digest.update(bytes(part));
      }
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  private static byte[] bytes(Matrix matrix) {
    double[] elements = matrix.toRowMajor();
    ByteBuffer buffer =
        ByteBuffer.allocate(2 * Integer.BYTES + Double.BYTES * elements.length)
            .order(ByteOrder.LITTLE_ENDIAN)
            .putInt(matrix.rows())
            .putInt(matrix.columns());
    for (double element : elements) {
      buffer.putDouble(element);
    }
    return buffer.array();
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256.", e);
    }
  }
}
