package io.dymad.agent.app;

/** Takes word of work that lasts. */
@FunctionalInterface
public interface Told {
  /** Takes no word. */
  Told NOTHING = doing -> {};

  /**
   * Says what is being done.
   *
   * @param doing such as {@code epoch 12 of 400}
   */
  void tell(String doing);
}
