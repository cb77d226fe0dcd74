package io.metalab.core.results;

import io.metalab.api.RunRecord;
import io.metalab.core.where.FieldScope;
import io.metalab.core.where.FieldScope.Meaning;
import io.metalab.core.where.FieldTable;
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

  boolean hasSeveralStudies() {
    return studies.size() > 1;
  }

  List<String> defaultColumns() {
    List<String> columns = new ArrayList<>(List.of("record.id", "record.status"));
    if (hasSeveralStudies()) {
      columns.add("record.study");
    }
    columns.addAll(table().leaves("params."));
    if (hasReplicates) {
      columns.add("record.replicate");
    }
    columns.addAll(table().leaves("metrics."));
    columns.addAll(table().leaves("derived."));
    if (hasErrors) {
      columns.add("record.error");
    }
    return columns;
  }

  /** Returns the full names of the fields that a column, be it a pattern, stands for. */
  List<String> expand(String column) {
    return table().expand(column, this);
  }

  /**
   * Returns what a name means.
   *
   * @throws io.metalab.core.where.FilterException if it is unknown or ambiguous
   */
  Meaning<RunRecord> require(String name) {
    return FieldTable.require(name, this);
  }

  @Override
  public List<Meaning<RunRecord>> meanings(String name) {
    return scope().meanings(name);
  }

  @Override
  public Set<String> suggestions() {
    return table().names();
  }

  private FieldScope<RunRecord> scope() {
    return table().scope(RecordFields::reader);
  }

  private FieldTable table() {
    return new FieldTable(kinds, records > 0);
  }
}
