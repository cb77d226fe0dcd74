package io.metalab.core.where;

import io.metalab.core.where.FieldScope.Meaning;
import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The fields that some records have, in the order in which they were first seen. Immutable. */
public final class FieldTable {
  private final Map<String, Set<Kind>> kinds;
  private final boolean anyRecords;

  /**
   * Creates a table.
   *
   * @param kinds the kinds of values that each field was seen with, by full name
   * @param anyRecords whether there were records; where there were none, any name but one of a
   *     record's fixed fields may become a field
   */
  public FieldTable(Map<String, Set<Kind>> kinds, boolean anyRecords) {
    this.kinds = Collections.unmodifiableMap(new LinkedHashMap<>(kinds));
    this.anyRecords = anyRecords;
  }

  /**
   * Returns the fields as a filter or a person may name them.
   *
   * @param readers what reads the field of a full name
   */
  public <T> FieldScope<T> scope(Function<String, Function<T, @Nullable Object>> readers) {
    return new FieldScope<>() {
      @Override
      public List<Meaning<T>> meanings(String name) {
        List<Meaning<T>> known =
            FieldNames.candidates(name)
                .filter(field -> kinds.containsKey(field) || RecordFields.fixed(field).isPresent())
                .map(field -> meaning(field, readers))
                .toList();
        return known.isEmpty() && mayAppear(name)
            ? List.of(meaning(presumed(name), readers))
            : known;
      }

      @Override
      public Set<String> suggestions() {
        return names();
      }
    };
  }

  private <T> Meaning<T> meaning(
      String field, Function<String, Function<T, @Nullable Object>> readers) {
    return RecordFields.fixed(field)
        .map(fixed -> new Meaning<>(field, readers.apply(field), fixed.kinds(), fixed.choices()))
        .orElseGet(
            () ->
                new Meaning<>(
                    field, readers.apply(field), kinds.getOrDefault(field, Kind.any()), Set.of()));
  }

  private boolean mayAppear(String name) {
    return !anyRecords && !name.startsWith("record.");
  }

  private static String presumed(String name) {
    return FieldNames.bare(name).equals(name) ? "params." + name : name;
  }

  /** Returns the full names of all fields, those of every record last. */
  public Set<String> names() {
    Set<String> all = new LinkedHashSet<>(kinds.keySet());
    all.addAll(RecordFields.fixedNames());
    return all;
  }

  /** Returns the fields of a namespace that are shown: those that are not maps alone. */
  public List<String> leaves(String namespace) {
    return kinds.entrySet().stream()
        .filter(entry -> entry.getKey().startsWith(namespace))
        .filter(entry -> !isInner(entry.getKey(), entry.getValue()))
        .map(Map.Entry::getKey)
        .toList();
  }

  private boolean isInner(String field, Set<Kind> fieldKinds) {
    return fieldKinds.equals(EnumSet.of(Kind.MAP))
        && kinds.keySet().stream().anyMatch(other -> other.startsWith(field + "."));
  }

  /**
   * Returns what a name means.
   *
   * @throws FilterException if it is unknown or ambiguous
   */
  public static <T> Meaning<T> require(String name, FieldScope<T> scope) {
    return FieldScope.one(name, name, 0, name.length(), scope);
  }

  /**
   * Returns the full names of the fields that a column, be it {@code params.*}, stands for.
   *
   * @throws FilterException if there is none
   */
  public List<String> expand(String column, FieldScope<?> scope) {
    if (!column.endsWith(".*")) {
      return List.of(require(column, scope).field());
    }
    String prefix = column.substring(0, column.length() - 1);
    List<String> found =
        prefix.equals("record.") ? List.copyOf(RecordFields.fixedNames()) : leaves(prefix);
    if (found.isEmpty() && anyRecords) {
      throw FieldScope.unknown(column, column, 0, column.length(), scope);
    }
    return found;
  }

  /**
   * Returns the meanings of numeric fields, of all numeric metrics if none is named.
   *
   * @throws FilterException if one is unknown, ambiguous or never a number
   */
  public <T> List<Meaning<T>> numeric(List<String> fields, FieldScope<T> scope) {
    if (fields.isEmpty()) {
      return leaves("metrics.").stream()
          .map(field -> require(field, scope))
          .filter(metric -> metric.kinds().contains(Kind.NUMBER))
          .toList();
    }
    return fields.stream().map(field -> requireNumeric(field, scope)).toList();
  }

  private static <T> Meaning<T> requireNumeric(String field, FieldScope<T> scope) {
    Meaning<T> meaning = require(field, scope);
    if (!meaning.kinds().contains(Kind.NUMBER)) {
      throw new FilterException(
          field,
          0,
          field.length(),
          "this is %s, but must be a number.".formatted(Kind.words(meaning.kinds())),
          "");
    }
    return meaning;
  }
}
