package io.metalab.capture.plot;

/** How values are laid out along an axis. */
public enum Scale {
  /** Equal distances for equal differences. */
  LINEAR,
  /** Equal distances for equal ratios; only positive values have a place. */
  LOG
}
