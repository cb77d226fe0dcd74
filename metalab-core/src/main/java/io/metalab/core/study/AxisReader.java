package io.metalab.core.study;

import io.metalab.api.MetalabException;
import io.metalab.core.json.Json;
import io.metalab.core.params.Distribution;
import io.metalab.core.params.ParamSources;
import io.metalab.core.study.Item.Dict;
import io.metalab.core.study.Item.Scalar;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Reads what one parameter goes through: listed values, a spacing, or a distribution. */
final class AxisReader {
  static final List<String> SPACINGS = List.of("lin", "log", "range");
  static final List<String> DISTRIBUTIONS =
      List.of("uniform", "loguniform", "normal", "int", "choice");
  private static final int MAX_VALUES = 10_000_000;

  private final ParamChecks checks;

  AxisReader(ParamChecks checks) {
    this.checks = checks;
  }

  /**
   * Returns the values of an axis: a list, or {@code {lin|log: [from, to, count]}} and the like.
   */
  List<@Nullable Object> values(String name, Item item) {
    if (item instanceof Dict dict
        && dict.entries().keySet().stream().anyMatch(SPACINGS::contains)) {
      List<@Nullable Object> values = new ArrayList<>(spacing(name, dict));
      values.forEach(value -> checks.checkValue(name, value, item.place()));
      return values;
    }
    if (!(item instanceof Item.Items items)) {
      throw item.place()
          .error(
              "the axis %s must be a list or a spacing, not %s.".formatted(name, item.kind()),
              "",
              "a single value is a constant: write it under params; spacings are {log: [1e-3, 1e-1,"
                  + " 3]}, {lin: …}, {range: [0, 10, 2]}");
    }
    if (items.items().isEmpty()) {
      throw item.place().error("the axis %s has no values.".formatted(name), "", "leave it out");
    }
    List<@Nullable Object> values = new ArrayList<>();
    for (Item inner : items.items()) {
      Object value = ValueReader.value("%s[%d]".formatted(name, values.size()), inner);
      checks.checkValue(name, value, inner.place());
      values.add(value);
    }
    return values;
  }

  private static List<? extends Object> spacing(String name, Dict dict) {
    Section section = Section.of("the spacing of " + name, dict, SPACINGS);
    String kind = onlyKey(section, dict);
    Item item = section.find(kind).orElseThrow();
    List<Item> parts = Section.list(name + "." + kind, item);
    if (parts.size() != 3) {
      throw item.place()
          .error(
              "%s takes three numbers, %s, not %d."
                  .formatted(
                      kind,
                      kind.equals("range") ? "[from, to, step]" : "[from, to, count]",
                      parts.size()));
    }
    double low = number(name, parts.get(0));
    double high = number(name, parts.get(1));
    if (kind.equals("range")) {
      return range(item, low, high, number(name, parts.get(2)));
    }
    int count = (int) Section.integer("the count", parts.get(2), 1, MAX_VALUES);
    return placed(
        item,
        () ->
            kind.equals("lin")
                ? ParamSources.linGrid(low, high, count)
                : ParamSources.logGrid(low, high, count));
  }

  private static List<Double> range(Item item, double from, double to, double step) {
    BigDecimal first = exact(from);
    BigDecimal last = exact(to);
    BigDecimal by = exact(step);
    boolean wrongWay = by.signum() == 0 || by.signum() != last.subtract(first).signum();
    if (wrongWay && first.compareTo(last) != 0) {
      throw item.place().error("the step must lead from the first number to the last.");
    }
    long steps =
        first.compareTo(last) == 0 ? 0 : last.subtract(first).divideToIntegralValue(by).longValue();
    if (steps >= MAX_VALUES) {
      throw item.place().error("a range has at most %d values.".formatted(MAX_VALUES));
    }
    List<Double> values = new ArrayList<>();
    for (long i = 0; i <= steps; i++) {
      values.add(first.add(by.multiply(BigDecimal.valueOf(i))).doubleValue());
    }
    return values;
  }

  /** The decimal as it was written, as far as doubles tell. */
  private static BigDecimal exact(double value) {
    return new BigDecimal(Json.write(value));
  }

  /** Returns what a parameter is drawn from. */
  Distribution distribution(String name, Item item) {
    if (!(item instanceof Dict dict)) {
      throw Section.wrongKind(
          "the distribution of " + name, item, "a map such as {uniform: [0, 1]}");
    }
    Section section = Section.of("the distribution of " + name, dict, DISTRIBUTIONS);
    String kind = onlyKey(section, dict);
    Item arguments = section.find(kind).orElseThrow();
    if (kind.equals("choice")) {
      return placed(arguments, () -> new Distribution.Choice(values(name, arguments)));
    }
    List<Item> parts = Section.list(name + "." + kind, arguments);
    if (parts.size() != 2) {
      throw arguments.place().error("%s takes two numbers, not %d.".formatted(kind, parts.size()));
    }
    if (kind.equals("int")) {
      long low = integer(name, parts.get(0));
      long high = integer(name, parts.get(1));
      return placed(arguments, () -> new Distribution.IntegerRange(low, high));
    }
    double first = number(name, parts.get(0));
    double second = number(name, parts.get(1));
    return placed(
        arguments,
        () ->
            switch (kind) {
              case "uniform" -> new Distribution.Uniform(first, second);
              case "loguniform" -> new Distribution.LogUniform(first, second);
              default -> new Distribution.Normal(first, second);
            });
  }

  private static String onlyKey(Section section, Dict dict) {
    Map<String, Item.Entry> entries = section.entries();
    if (entries.size() != 1) {
      throw dict.place()
          .error("exactly one of %s is expected.".formatted(String.join(", ", entries.keySet())));
    }
    return entries.keySet().iterator().next();
  }

  private static double number(String name, Item item) {
    if (item instanceof Scalar && ValueReader.value(name, item) instanceof Number number) {
      return number.doubleValue();
    }
    throw Section.wrongKind("this bound of " + name, item, "a number");
  }

  private static long integer(String name, Item item) {
    return Section.integer("this bound of " + name, item, -(1L << 53) + 1, (1L << 53) - 1);
  }

  private static <T> T placed(Item item, Supplier<T> supplier) {
    try {
      return supplier.get();
    } catch (StudyFileException e) {
      throw e;
    } catch (MetalabException e) {
      throw item.place().error(e);
    }
  }
}
