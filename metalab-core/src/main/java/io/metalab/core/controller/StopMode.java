package io.metalab.core.controller;

import java.util.Locale;

/** How a controller is asked to stop. */
public enum StopMode {
  /** No more runs are started; those that run may finish, for as long as the controller's grace. */
  DRAIN,
  /** No more runs are started, and those that run are cancelled. */
  CANCEL;

  /** Returns the word in documents. */
  String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
