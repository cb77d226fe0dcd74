package io.metalab.cli.config;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;

/**
 * A value and who set it.
 *
 * @param value the value
 * @param origin a flag, a variable, a file, or {@link #DEFAULT}
 */
public record Setting(String value, String origin) {
  /** The origin of what nobody set. */
  public static final String DEFAULT = "default";

  public Setting {
    requireNonNull(value, "value");
    requireNonNull(origin, "origin");
  }

  /**
   * Returns what a relative path in the value is relative to: the directory of the file that it
   * stands in, else the working directory.
   */
  public Path base(Path workingDirectory) {
    Path parent = origin.endsWith(".toml") ? Path.of(origin).getParent() : null;
    return parent == null ? workingDirectory : workingDirectory.resolve(parent);
  }
}
