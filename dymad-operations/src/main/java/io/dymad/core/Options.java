package io.dymad.core;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Plain values by name, as JSON and YAML have them, read as what they should be. Each reading fills
 * in a default; {@link #finish} refuses what nobody asked for. A refusal names the path, the value
 * and the rule.
 *
 * <p>Not safe for use by several threads.
 */
public final class Options {
  private final String path;
  private final Map<String, Object> given;
  private final Map<String, Object> resolved = new LinkedHashMap<>();
  private final List<String> mentioned = new ArrayList<>();

  private Options(String path, Map<String, Object> given) {
    this.path = path;
    this.given = given;
  }

  /**
   * Returns options at a path such as {@code model}.
   *
   * @throws IllegalArgumentException if a name is no text
   */
  public static Options of(String path, Map<?, ?> values) {
    Map<String, Object> byName = new TreeMap<>();
    values.forEach(
        (name, value) -> {
          if (!(name instanceof String text)) {
            throw new IllegalArgumentException(
                "%s: the name of an option must be text, not %s.".formatted(path, name));
          }
          byName.put(text, requireNonNull(value, () -> path + "." + text));
        });
    return new Options(path, byName);
  }

  private String at(String name) {
    return path + "." + name;
  }

  private static IllegalArgumentException refusal(String at, Object value, String rule) {
    return new IllegalArgumentException("%s (%s) must be %s.".formatted(at, value, rule));
  }

  /** Returns whether an option is given. */
  public boolean has(String name) {
    return given.containsKey(name);
  }

  /** Returns a whole number of a range. */
  public int integer(String name, int otherwise, int least, int most) {
    Object value = given.getOrDefault(name, otherwise);
    if (!(value instanceof Number number)
        || number.doubleValue() != Math.rint(number.doubleValue())
        || number.doubleValue() < least
        || number.doubleValue() > most) {
      throw refusal(
          at(name),
          value,
          most == Integer.MAX_VALUE
              ? "a whole number from %d".formatted(least)
              : "a whole number from %d to %d".formatted(least, most));
    }
    resolved.put(name, number.intValue());
    return number.intValue();
  }

  /** Returns a number of a range, both ends included. */
  public double number(String name, double otherwise, double least, double most) {
    Object value = given.getOrDefault(name, otherwise);
    if (!(value instanceof Number number)
        || !(number.doubleValue() >= least && number.doubleValue() <= most)) {
      throw refusal(
          at(name),
          value,
          most == Double.MAX_VALUE
              ? "a number from %s".formatted(least)
              : "a number from %s to %s".formatted(least, most));
    }
    resolved.put(name, number.doubleValue());
    return number.doubleValue();
  }

  /** Returns true or false. */
  public boolean flag(String name, boolean otherwise) {
    Object value = given.getOrDefault(name, otherwise);
    if (!(value instanceof Boolean flag)) {
      throw refusal(at(name), value, "true or false");
    }
    resolved.put(name, flag);
    return flag;
  }

  /** Returns a text; empty if it is not given. */
  public String text(String name) {
    Object value = given.getOrDefault(name, "");
    if (!(value instanceof String text)) {
      throw refusal(at(name), value, "text");
    }
    resolved.put(name, text);
    return text;
  }

  /**
   * Returns what a word stands for.
   *
   * @param choices what each word stands for, in the order that a refusal lists them
   * @param otherwise the word if none is given
   */
  public <T> T choice(String name, Map<String, T> choices, String otherwise) {
    Object value = given.getOrDefault(name, otherwise);
    T chosen = value instanceof String word ? choices.get(word) : null;
    if (chosen == null) {
      throw refusal(at(name), value, "one of " + String.join(", ", choices.keySet()));
    }
    resolved.put(name, value);
    return chosen;
  }

  /** Returns the numbers of a list. */
  public List<Double> numbers(String name, List<Double> otherwise) {
    List<Double> numbers = numbersAt(at(name), given.getOrDefault(name, otherwise));
    resolved.put(name, List.copyOf(numbers));
    return numbers;
  }

  private static List<Double> numbersAt(String at, Object value) {
    if (!(value instanceof List<?> list)) {
      throw refusal(at, value, "a list of numbers");
    }
    List<Double> numbers = new ArrayList<>();
    for (Object item : list) {
      if (!(item instanceof Number number) || !Double.isFinite(number.doubleValue())) {
        throw refusal(at + "." + numbers.size(), item, "a number");
      }
      numbers.add(number.doubleValue());
    }
    return numbers;
  }

  /** Returns the numbers of each list of a list; none if it is not given. */
  public List<List<Double>> rows(String name) {
    Object value = given.getOrDefault(name, List.of());
    if (!(value instanceof List<?> list)) {
      throw refusal(at(name), value, "a list of lists of numbers");
    }
    List<List<Double>> rows = new ArrayList<>();
    for (Object item : list) {
      rows.add(List.copyOf(numbersAt(at(name) + "." + rows.size(), item)));
    }
    resolved.put(name, List.copyOf(rows));
    return rows;
  }

  /** Returns values by name, to be read as options of their own; none if they are not given. */
  public Map<?, ?> map(String name) {
    Object value = given.getOrDefault(name, Map.of());
    if (!(value instanceof Map<?, ?> map)) {
      throw refusal(at(name), value, "a map");
    }
    resolved.put(name, map);
    return map;
  }

  /**
   * Says which options there are beside those that were asked for, so that a refusal lists them.
   */
  public void mention(List<String> names) {
    mentioned.addAll(names);
  }

  /**
   * Ends the reading.
   *
   * @return all that was asked for, by name in the order of asking, with defaults filled in
   * @throws IllegalArgumentException if an option is given that nobody asked for, naming it and
   *     those there are
   */
  public Map<String, Object> finish() {
    for (Map.Entry<String, Object> option : given.entrySet()) {
      if (!resolved.containsKey(option.getKey())) {
        List<String> known = new ArrayList<>(resolved.keySet());
        known.addAll(mentioned);
        throw new IllegalArgumentException(
            "%s (%s) is not an option here. Known are %s."
                .formatted(at(option.getKey()), option.getValue(), String.join(", ", known)));
      }
    }
    return Collections.unmodifiableMap(new LinkedHashMap<>(resolved));
  }
}
