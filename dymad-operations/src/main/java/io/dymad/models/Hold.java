package io.dymad.models;

/** What controls are between two samples. */
public enum Hold {
  /** That of the sample before. */
  ZOH,
  /** On the line between both. */
  LINEAR,
  /**
   * On the cubic through the two samples before and the two after; at an end, through the nearest.
   */
  CUBIC;

  /** Returns how many samples count. */
  int support() {
    return switch (this) {
      case ZOH -> 1;
      case LINEAR -> 2;
      case CUBIC -> 4;
    };
  }
}
