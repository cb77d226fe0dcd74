package io.metalab.api;

import java.util.HexFormat;

/**
 * The identity of one run: the SHA-256 of its canonical identity text, as 64 lower-case hex digits.
 *
 * @param hex the digits
 */
public record RunId(String hex) implements Comparable<RunId> {
  /** The id of a draft that the run's lifecycle has not completed yet: all zeros. */
  public static final RunId DRAFT = new RunId("0".repeat(64));

  public RunId {
    Digests.check(hex, "run id");
  }

  /** Returns the id of these 256 bits. */
  public static RunId ofWords(long first, long second, long third, long fourth) {
    HexFormat hex = HexFormat.of();
    return new RunId(
        hex.toHexDigits(first)
            + hex.toHexDigits(second)
            + hex.toHexDigits(third)
            + hex.toHexDigits(fourth));
  }

  /**
   * Returns 64 bits of this id.
   *
   * @param word 0 for the first 16 digits to 3 for the last
   */
  public long word(int word) {
    return HexFormat.fromHexDigitsToLong(hex, 16 * word, 16 * word + 16);
  }

  /** Returns the first eight digits, the form that people read. */
  public String shortHex() {
    return hex.substring(0, 8);
  }

  @Override
  public int compareTo(RunId other) {
    return hex.compareTo(other.hex);
  }

  @Override
  public String toString() {
    return hex;
  }
}
