package io.metalab.core.frame;

import io.metalab.api.RunRecord;
import io.metalab.core.where.Absent;
import io.metalab.core.where.RecordFields;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Adds records to pages. */
final class RecordRows {
  private RecordRows() {}

  static void add(RunRecord record, PageBuffer page) {
    page.addRow();
    page.id(record.runId().hex());
    Map<String, PageBuffer.Field> fixed = page.space(RecordDecoder.RECORD);
    for (String name : RecordFields.fixedNames()) {
      if (page.isWanted(name) && !name.equals(RecordDecoder.ID)) {
        Object value = RecordFields.reader(name).apply(record);
        if (value != Absent.ABSENT) {
          page.put(
              RecordDecoder.RECORD, fixed, name.substring(RecordDecoder.RECORD.length()), value);
        }
      }
    }
    addAll("params.", record.params().asMap(), page);
    addAll("metrics.", record.metrics(), page);
    addAll("derived.", record.derived(), page);
  }

  private static void addAll(
      String namespace, Map<String, ? extends @Nullable Object> values, PageBuffer page) {
    Map<String, PageBuffer.Field> space = page.space(namespace);
    values.forEach((name, value) -> page.put(namespace, space, name, value));
  }
}
