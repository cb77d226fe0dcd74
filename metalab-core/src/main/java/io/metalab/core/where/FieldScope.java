package io.metalab.core.where;

import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The fields that names in a filter may mean.
 *
 * @param <T> what the fields are read from
 */
public interface FieldScope<T> {
  /**
   * Finds what a name means.
   *
   * @return one meaning; none if the name is unknown, several if it is ambiguous
   */
  List<Meaning<T>> meanings(String name);

  /** Returns the names that a person may have meant. */
  Set<String> suggestions();

  /**
   * Returns the one meaning of a name that stands at a place of a text.
   *
   * @throws FilterException if it is unknown or ambiguous
   */
  static <T> Meaning<T> one(String text, String name, int start, int end, FieldScope<T> scope) {
    List<Meaning<T>> meanings = scope.meanings(name);
    if (meanings.isEmpty()) {
      throw unknown(text, name, start, end, scope);
    }
    if (meanings.size() > 1) {
      String names = meanings.stream().map(Meaning::field).collect(Collectors.joining(" or "));
      throw new FilterException(
          text, start, end, "the field '%s' is ambiguous.".formatted(name), "write " + names);
    }
    return meanings.get(0);
  }

  /** Returns the error of a field that is not known. */
  static FilterException unknown(
      String text, String name, int start, int end, FieldScope<?> scope) {
    return new FilterException(
        text,
        start,
        end,
        "there is no field '%s'.".formatted(name),
        FieldNames.hint(name, scope.suggestions()));
  }

  /**
   * A meaning of a name.
   *
   * @param field the full name
   * @param reader reads the value; {@link Absent#ABSENT} if there is none
   * @param kinds the kinds of values seen
   * @param choices the only strings that the field can hold, or empty
   */
  record Meaning<T>(
      String field, Function<T, @Nullable Object> reader, Set<Kind> kinds, Set<String> choices) {}
}
