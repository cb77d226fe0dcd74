package io.metalab.core.controller;

import java.util.Optional;

/** That a controller is there, and what it is asked. */
public interface Presence {
  /** The presence of a controller in a store that knows of none. */
  Presence NONE =
      new Presence() {
        @Override
        public Optional<StopRequest> asked() {
          return Optional.empty();
        }

        @Override
        public void end(String ending) {}
      };

  /** Returns what the controller is asked to do, if anything; also keeps it known. */
  Optional<StopRequest> asked();

  /**
   * Ends the presence.
   *
   * @param ending a word that says how the controller ended
   */
  void end(String ending);
}
