package io.metalab.core.results;

import io.metalab.api.RunRecord;
import io.metalab.core.where.FieldNames;
import io.metalab.core.where.FieldScope;
import io.metalab.core.where.FieldScope.Meaning;
import io.metalab.core.where.FilterException;
import io.metalab.core.where.Kind;
import io.metalab.core.where.RecordFields;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The fields that some records have, in the order in which they were first seen.
 *
 * <p>Not safe for use by several threads while records are added.
 */
final class Schema implements FieldScope<RunRecord> {
  private final Map<String, Set<Kind>> kinds = new LinkedHashMap<>();
  private final Set<String> studies = new LinkedHashSet<>();
  private final boolean complete;
  private boolean hasReplicates;
  private boolean hasErrors;
  private long records;

  private Schema(boolean complete) {
    this.complete = complete;
  }

  /** Reads the fields of at most {@code limit} of the records; the stream is not closed. */
  static Schema of(Stream<RunRecord> stream, long limit) {
    Iterator<RunRecord> iterator = stream.iterator();
    Schema schema = new Schema(false);
    while (schema.records < limit && iterator.hasNext()) {
      schema.add(iterator.next());
    }
    return iterator.hasNext() ? schema : schema.completed();
  }

  private Schema completed() {
    Schema completed = new Schema(true);
    completed.kinds.putAll(kinds);
    completed.studies.addAll(studies);
    completed.hasReplicates = hasReplicates;
    completed.hasErrors = hasErrors;
    completed.records = records;
    return completed;
  }

  private void add(RunRecord record) {
    records++;
    studies.add(record.experimentId());
    hasReplicates |= record.seeds().findReplicate().isPresent();
    hasErrors |= record.findError().isPresent();
    addAll("params.", record.params().asMap());
    addAll("metrics.", record.metrics());
    addAll("derived.", record.derived());
  }

  private void addAll(String prefix, Map<?, ?> values) {
    for (Map.Entry<?, ?> entry : values.entrySet()) {
      String field = prefix + entry.getKey();
      Object value = entry.getValue();
      kinds.computeIfAbsent(field, name -> EnumSet.noneOf(Kind.class)).add(Kind.of(value));
      if (value instanceof Map<?, ?> inner) {
        addAll(field + ".", inner);
      }
    }
  }

  /** Returns whether all records were read. */
  boolean isComplete() {
    return complete;
  }

  /** Returns the fields of a namespace that are shown: those that are not maps alone. */
  List<String> leaves(String namespace) {
    return kinds.entrySet().stream()
        .filter(entry -> entry.getKey().startsWith(namespace))
        .filter(entry -> !isInner(entry.getKey(), entry.getValue()))
        .map(Map.Entry::getKey)
        .toList();
  }

  boolean hasSeveralStudies() {
    return studies.size() > 1;
  }

  List<String> defaultColumns() {
    List<String> columns = new ArrayList<>(List.of("record.id", "record.status"));
    if (hasSeveralStudies()) {
      columns.add("record.study");
    }
    columns.addAll(leaves("params."));
    if (hasReplicates) {
      columns.add("record.replicate");
    }
    columns.addAll(leaves("metrics."));
    columns.addAll(leaves("derived."));
    if (hasErrors) {
      columns.add("record.error");
    }
    return columns;
  }

  /** Returns the full names of the fields that a column, be it a pattern, stands for. */
  List<String> expand(String column) {
    if (!column.endsWith(".*")) {
      return List.of(require(column).field());
    }
    String prefix = column.substring(0, column.length() - 1);
    List<String> found =
        prefix.equals("record.") ? List.copyOf(RecordFields.fixedNames()) : leaves(prefix);
    if (found.isEmpty() && records > 0) {
      throw unknown(column);
    }
    return found;
  }

  /** Returns the meanings of numeric fields, of all numeric metrics if none is named. */
  List<Meaning<RunRecord>> numeric(List<String> fields) {
    if (fields.isEmpty()) {
      return leaves("metrics.").stream()
          .map(this::meaning)
          .filter(metric -> metric.kinds().contains(Kind.NUMBER))
          .toList();
    }
    return fields.stream().map(this::requireNumeric).toList();
  }

  private Meaning<RunRecord> requireNumeric(String field) {
    Meaning<RunRecord> meaning = require(field);
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

  /**
   * Returns what a name means.
   *
   * @throws FilterException if it is unknown or ambiguous
   */
  Meaning<RunRecord> require(String name) {
    return FieldScope.one(name, name, 0, name.length(), this);
  }

  private FilterException unknown(String name) {
    return FieldScope.unknown(name, name, 0, name.length(), this);
  }

  private boolean isInner(String field, Set<Kind> fieldKinds) {
    return fieldKinds.equals(EnumSet.of(Kind.MAP))
        && kinds.keySet().stream().anyMatch(other -> other.startsWith(field + "."));
  }

  @Override
  public List<Meaning<RunRecord>> meanings(String name) {
    List<Meaning<RunRecord>> known =
        FieldNames.candidates(name)
            .filter(field -> kinds.containsKey(field) || RecordFields.fixed(field).isPresent())
            .map(this::meaning)
            .toList();
    return known.isEmpty() && mayAppear(name) ? List.of(meaning(presumed(name))) : known;
  }

  /** Where there are no records, any name but one of a record's fixed fields may become a field. */
  private boolean mayAppear(String name) {
    return records == 0 && !name.startsWith("record.");
  }

  private static String presumed(String name) {
    return FieldNames.bare(name).equals(name) ? "params." + name : name;
  }

  private Meaning<RunRecord> meaning(String field) {
    return RecordFields.fixed(field)
        .map(fixed -> new Meaning<>(field, fixed.reader(), fixed.kinds(), fixed.choices()))
        .orElseGet(
            () ->
                new Meaning<>(
                    field,
                    RecordFields.reader(field),
                    kinds.getOrDefault(field, Kind.any()),
                    Set.of()));
  }

  @Override
  public Set<String> suggestions() {
    Set<String> all = new LinkedHashSet<>(kinds.keySet());
    all.addAll(RecordFields.fixedNames());
    return all;
  }
}
