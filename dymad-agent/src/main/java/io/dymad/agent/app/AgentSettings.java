package io.dymad.agent.app;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;

/**
 * Where an agent works.
 *
 * @param store locator of the project's store; a path is relative to the directory
 * @param directory what relative paths of requests are relative to, absolute
 * @param loader sees the operations and the stores
 */
public record AgentSettings(String store, Path directory, ClassLoader loader) {
  public AgentSettings {
    requireNonNull(store, "store");
    requireNonNull(loader, "loader");
    if (!directory.isAbsolute()) {
      throw new IllegalArgumentException("The directory %s is not absolute.".formatted(directory));
    }
  }
}
