package io.dymad.agent.mcp;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Whose tools are served. */
public enum ToolMode {
  /** Those of people who train, judge and analyse models of data that are registered. */
  USER,
  /** Those that reach each step and each object on its own. */
  DEVELOPER,
  /** All of them. */
  BOTH;

  /** Returns the mode as it stands on a command line: lower case. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Returns the mode of a name, if there is one. */
  public static Optional<ToolMode> find(String name) {
    return Arrays.stream(values()).filter(mode -> mode.wireName().equals(name)).findFirst();
  }

  /** Returns all names. */
  public static List<String> names() {
    return Arrays.stream(values()).map(ToolMode::wireName).toList();
  }
}
