package io.dymad.agent;

import static java.util.Objects.requireNonNull;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Why a request was refused, for people and programs.
 *
 * @param code what kind of problem, such as {@code unknown_model_key}; lower case with underscores
 * @param message what, where, the value, and the rule
 * @param hint what to do next, or empty
 * @param fieldPath the field at fault, such as {@code overrides.phases.1.n_epochs}, or empty if
 *     there is none
 * @param details further facts by name
 */
public record AgentProblem(
    String code, String message, String hint, String fieldPath, Map<String, Object> details) {
  public AgentProblem {
    requireNonNull(code, "code");
    requireNonNull(message, "message");
    requireNonNull(hint, "hint");
    requireNonNull(fieldPath, "fieldPath");
    details = Collections.unmodifiableMap(new LinkedHashMap<>(details));
  }

  /** Returns a problem that concerns no field. */
  public static AgentProblem of(String code, String message) {
    return new AgentProblem(code, message, "", "", Map.of());
  }

  /** Returns the same problem with what to do next. */
  public AgentProblem withHint(String newHint) {
    return new AgentProblem(code, message, newHint, fieldPath, details);
  }

  /** Returns the same problem at a field. */
  public AgentProblem at(String newFieldPath) {
    return new AgentProblem(code, message, hint, newFieldPath, details);
  }

  /** Returns the same problem with one more fact. */
  public AgentProblem withDetail(String name, Object value) {
    Map<String, Object> more = new LinkedHashMap<>(details);
    more.put(name, value);
    return new AgentProblem(code, message, hint, fieldPath, more);
  }

  /** Returns the exception that tells of it. */
  public AgentException exception() {
    return new AgentException(this);
  }
}
