package io.metalab.cli.mcp;

/** Tells a client that a call of it goes on. */
@FunctionalInterface
interface ProgressSink {
  /**
   * Tells it.
   *
   * @param seconds how long the call has taken so far; each time more
   * @param message what is being done
   */
  void send(double seconds, String message);
}
