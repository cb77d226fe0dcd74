package io.dymad.operation;

import io.dymad.core.Trajectory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * The SHA-256 of the states and controls of a trajectory, sample by sample. Times are not part of
 * it, so that the same samples are recognised whatever their first time and time step are called.
 */
final class ContentDigest {
  private final Trajectory series;
  private final MessageDigest digest;
  private int samples;

  ContentDigest(Trajectory series) {
    this.series = series;
    try {
      this.digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256.", e);
    }
    add(series.x().columns(), series.u().columns());
  }

  /** Returns the digest of all samples, as 64 lower-case hex digits. */
  static String of(Trajectory series) {
    return new ContentDigest(series).upTo(series.steps());
  }

  /**
   * Returns the digest of the first samples.
   *
   * @param end how many; at least as many as before
   */
  String upTo(int end) {
    for (; samples < end; samples++) {
      add(series.x().row(samples));
      add(series.u().row(samples));
    }
    try {
      return HexFormat.of().formatHex(((MessageDigest) digest.clone()).digest());
    } catch (CloneNotSupportedException e) {
      throw new IllegalStateException("The SHA-256 of the Java platform can be copied.", e);
    }
  }

  private void add(double... values) {
    ByteBuffer bytes =
        ByteBuffer.allocate(Double.BYTES * values.length).order(ByteOrder.LITTLE_ENDIAN);
    for (double value : values) {
      bytes.putDouble(value);
    }
    digest.update(bytes.array());
  }
}
