package io.metalab.core.search;

import java.util.Locale;

/** What decides between suggestions whose values are equal. */
public enum TieBreaker {
  /** The smaller standard deviation over the runs of the suggestion. */
  STD_METRIC,
  /** The smaller sum of the absolute values of its numbers. */
  PARAM_L1,
  /** The earlier suggestion. */
  COMBO_INDEX;

  /** Returns the name in study files. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
