package io.metalab.cli.terminal;

import io.metalab.api.ErrorCode;
import io.metalab.api.MetalabException;
import java.util.Map;

/** When text is coloured. */
public enum ColourMode {
  /** On a terminal, unless the environment says otherwise. */
  AUTO,
  ALWAYS,
  NEVER;

  /** The value of {@code TERM} on a terminal that knows neither colours nor cursor movements. */
  static final String DUMB = "dumb";

  /**
   * Returns the mode of this name.
   *
   * @throws MetalabException with {@link ErrorCode#USAGE} if there is none
   */
  public static ColourMode parse(String name) {
    for (ColourMode mode : values()) {
      if (mode.name().equalsIgnoreCase(name)) {
        return mode;
      }
    }
    throw new MetalabException(
        ErrorCode.USAGE, "The color (%s) must be auto, always or never.".formatted(name));
  }

  /**
   * Returns whether a stream is coloured; {@code NO_COLOR}, {@code CLICOLOR_FORCE} and {@code TERM}
   * decide in mode AUTO.
   */
  boolean isOn(boolean terminal, Map<String, String> variables) {
    if (this != AUTO) {
      return this == ALWAYS;
    }
    if (!variables.getOrDefault("NO_COLOR", "").isEmpty()) {
      return false;
    }
    String force = variables.getOrDefault("CLICOLOR_FORCE", "");
    if (!force.isEmpty() && !force.equals("0")) {
      return true;
    }
    return terminal && !variables.getOrDefault("TERM", "").equals(DUMB);
  }
}
