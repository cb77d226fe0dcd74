package io.metalab.core.results;

import static java.util.Objects.requireNonNull;

import io.metalab.api.RunRecord;
import io.metalab.core.frame.RowScan;
import io.metalab.core.frame.ScannedFields;
import io.metalab.core.where.FieldScope;
import io.metalab.core.where.FieldTable;
import io.metalab.core.where.RecordFields;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * The fields that some records have, in the order in which they were first seen.
 *
 * @param fields the fields
 * @param isComplete whether these are all records there are
 */
record Schema(ScannedFields fields, boolean isComplete) implements FieldScope<RunRecord> {
  Schema {
    requireNonNull(fields, "fields");
  }

  /** Returns the fields of these records. */
  static Schema of(List<RunRecord> records, boolean complete) {
    return new Schema(RowScan.of(records::stream).fields(), complete);
  }

  List<String> defaultColumns() {
    List<String> columns = new ArrayList<>(List.of("record.id", "record.status"));
    if (fields.severalStudies()) {
      columns.add("record.study");
    }
    if (fields.stages()) {
      columns.add("record.stage");
    }
    columns.addAll(table().leaves("params."));
    if (fields.replicates()) {
      columns.add("record.replicate");
    }
    columns.addAll(table().leaves("metrics."));
    columns.addAll(table().leaves("derived."));
    if (fields.errors()) {
      columns.add("record.error");
    }
    return columns;
  }

  /** Returns the full names of the fields that a column, be it a pattern, stands for. */
  List<String> expand(String column) {
    return table().expand(column, this);
  }

  @Override
  public List<Meaning<RunRecord>> meanings(String name) {
    return table().scope(RecordFields::reader).meanings(name);
  }

  @Override
  public Set<String> suggestions() {
    return table().names();
  }

  FieldTable table() {
    return fields.table();
  }
}
