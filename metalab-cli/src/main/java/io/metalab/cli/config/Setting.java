package io.metalab.cli.config;

import static java.util.Objects.requireNonNull;

/**
 * A value and who set it.
 *
 * @param value the value
 * @param origin a flag, a variable, a file, or {@code default}
 */
public record Setting(String value, String origin) {
  public Setting {
    requireNonNull(value, "value");
    requireNonNull(origin, "origin");
  }
}
