package io.metalab.core.search;

import static java.util.Objects.requireNonNull;

import io.metalab.api.ErrorCode;
import io.metalab.api.MetalabException;
import io.metalab.api.search.Dimension;
import io.metalab.core.params.Distribution;
import java.util.List;

/**
 * One parameter of a search.
 *
 * @param name the parameter
 * @param kind whether its values are in order, categories, or how much is spent on a run
 * @param values its values; bounded
 * @param parent the parameter that decides whether this one is there, or empty
 * @param parentValue the value of the parent at which it is
 */
public record SearchAxis(
    String name, Dimension.Kind kind, Distribution values, String parent, String parentValue) {
  public SearchAxis {
    requireNonNull(name, "name");
    requireNonNull(kind, "kind");
    requireNonNull(parent, "parent");
    requireNonNull(parentValue, "parentValue");
    if (requireNonNull(values, "values") instanceof Distribution.Normal) {
      throw new MetalabException(
          ErrorCode.INVALID_STUDY,
          "The axis %s of a search has no bounds, since it is normal. Maybe use uniform: [from, to]."
              .formatted(name));
    }
    if (kind == Dimension.Kind.BUDGET) {
      checkBudget(name, values);
    }
  }

  private static void checkBudget(String name, Distribution values) {
    double before = 0;
    for (Object value :
        values instanceof Distribution.Choice choice ? choice.values() : List.of()) {
      double next = value instanceof Number number ? number.doubleValue() : Double.NaN;
      if (!(next > before)) {
        throw new MetalabException(
            ErrorCode.INVALID_STUDY,
            "The budgets of %s must be numbers above 0, each greater than the one before; %s is not."
                .formatted(name, value));
      }
      before = next;
    }
  }

  /** Returns an axis that each point has. */
  public static SearchAxis of(String name, Distribution values) {
    boolean ordered =
        !(values instanceof Distribution.Choice choice)
            || choice.values().stream().allMatch(Number.class::isInstance);
    return new SearchAxis(
        name, ordered ? Dimension.Kind.ORDERED : Dimension.Kind.CATEGORY, values, "", "");
  }

  /**
   * Returns the axis of how much is spent on a run.
   *
   * @param budgets the amounts, ascending
   */
  public static SearchAxis budget(String name, List<? extends Number> budgets) {
    return new SearchAxis(
        name, Dimension.Kind.BUDGET, new Distribution.Choice(List.copyOf(budgets)), "", "");
  }

  /** Returns this axis for points alone that have a value of another. */
  public SearchAxis when(String newParent, String value) {
    return new SearchAxis(name, kind, values, newParent, value);
  }

  /** Returns how many values there are; 0 for a continuous axis. */
  long levels() {
    if (values instanceof Distribution.Choice choice) {
      return choice.values().size();
    }
    return values instanceof Distribution.IntegerRange range ? range.high() - range.low() + 1 : 0;
  }
}
