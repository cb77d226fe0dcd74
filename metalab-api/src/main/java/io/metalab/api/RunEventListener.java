package io.metalab.api;

/**
 * Is told what happens in a study, from several threads; what it throws is logged and otherwise
 * ignored.
 */
@FunctionalInterface
public interface RunEventListener {
  /** Ignores everything. */
  RunEventListener NONE = event -> {};

  /** Takes one event; must return quickly. */
  void onEvent(RunEvent event);
}
