package io.metalab.core.search.algorithm;

import io.metalab.api.ErrorCode;
import io.metalab.api.MetalabException;
import io.metalab.api.search.Dimension;
import io.metalab.api.search.SearchProblem;
import io.metalab.core.json.Json;
import java.util.List;

/** Reads what was set of an algorithm, and checks what it is to search. */
final class Settings {
  private final String algorithm;
  private final SearchProblem problem;

  Settings(String algorithm, SearchProblem problem) {
    this.algorithm = algorithm;
    this.problem = problem;
  }

  /** Returns a number in [least, most]. */
  double number(String name, double absent, double least, double most) {
    if (!problem.settings().has(name)) {
      return absent;
    }
    Object value = problem.settings().asMap().get(name);
    double number = value instanceof Number known ? known.doubleValue() : Double.NaN;
    if (!(number >= least && number <= most)) {
      throw invalid(
          "The setting %s (%s) of %s must be a number in [%s, %s]."
              .formatted(name, value, algorithm, Json.write(least), Json.write(most)));
    }
    return number;
  }

  /** Returns an integer of at least {@code least}. */
  int integer(String name, int absent, int least) {
    double number = number(name, absent, least, Integer.MAX_VALUE);
    if (number != (int) number) {
      throw invalid("The setting %s of %s must be an integer.".formatted(name, algorithm));
    }
    return (int) number;
  }

  /** Refuses values without an order, which such an algorithm has no steps between. */
  void requireOrder() {
    List<String> names = names(Dimension.Kind.CATEGORY);
    if (!names.isEmpty()) {
      throw invalid(
          "The search %s needs numbers, but %s is one of several words. Maybe use tpe or random, or a study for each."
              .formatted(algorithm, String.join(", ", names)));
    }
  }

  /** Refuses several goals. */
  void requireOneGoal() {
    if (problem.goals() > 1) {
      throw invalid(
          "The search %s optimizes one goal, not %d. Maybe use nsga2."
              .formatted(algorithm, problem.goals()));
    }
  }

  /** Refuses a parameter that says how much is spent on a run. */
  void requireNoBudget() {
    List<String> names = names(Dimension.Kind.BUDGET);
    if (!names.isEmpty()) {
      throw invalid(
          "The search %s spends as much on each run; it has no use for the budget %s. Maybe use asha or hyperband, or make it a constant."
              .formatted(algorithm, String.join(", ", names)));
    }
  }

  private List<String> names(Dimension.Kind kind) {
    return problem.dimensions().stream()
        .filter(dimension -> dimension.kind() == kind)
        .map(Dimension::name)
        .toList();
  }

  static MetalabException invalid(String message) {
    return new MetalabException(ErrorCode.INVALID_STUDY, message);
  }
}
