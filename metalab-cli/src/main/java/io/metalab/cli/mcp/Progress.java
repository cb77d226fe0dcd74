package io.metalab.cli.mcp;

/** Takes word of work that lasts; the client hears the last one every few seconds. */
@FunctionalInterface
public interface Progress {
  /**
   * Says what is being done.
   *
   * @param doing such as {@code epoch 12 of 400}
   */
  void tell(String doing);
}
