package io.metalab.store.file;

import java.util.Locale;

/** When the journal makes records durable. */
public enum SyncMode {
  /** Whatever is queued is synced together, as soon as the last sync has returned. */
  GROUP,
  /** Every record is synced by itself. */
  EACH,
  /** Records are written but not synced: they survive the death of the process, not a power cut. */
  NONE;

  /**
   * Returns the mode of this lower-case name.
   *
   * @throws IllegalArgumentException if there is none
   */
  static SyncMode of(String name) {
    for (SyncMode mode : values()) {
      if (mode.wireName().equals(name)) {
        return mode;
      }
    }
    throw new IllegalArgumentException(
        "The sync mode (%s) must be one of group, each, none.".formatted(name));
  }

  String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
