package io.dymad.agent;

import java.util.Locale;

/** What the states of a dataset are. */
public enum DatasetKind {
  /** One vector of states. */
  REGULAR,
  /** States node by node, on a graph whose edges the dataset has. */
  GRAPH;

  /** Returns the kind as it stands in requests: lower case. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * Returns the kind of a name.
   *
   * @param fieldPath where the name stands, for the refusal
   * @throws AgentException with {@code invalid_field} if it is none
   */
  public static DatasetKind ofName(String name, String fieldPath) {
    for (DatasetKind kind : values()) {
      if (kind.wireName().equals(name)) {
        return kind;
      }
    }
    throw AgentProblem.of(
            "invalid_field", "The kind of a dataset (%s) must be regular or graph.".formatted(name))
        .at(fieldPath)
        .exception();
  }
}
