package io.metalab.core.chart;

import io.metalab.api.RunId;
import io.metalab.core.frame.FramePage;
import io.metalab.core.frame.FrameQuery;
import io.metalab.core.frame.SweptParams;
import io.metalab.core.json.ValueText;
import io.metalab.core.where.FieldNames;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Runs whose curves are drawn as one, by what tells them from others. */
final class CurveRuns {
  private static final String ATTEMPT = "record.attempt";

  /** A run and the attempt whose series count. */
  record Attempt(RunId run, int number) {}

  private CurveRuns() {}

  /**
   * Returns runs by the text of some fields, in the order of their values.
   *
   * @param by the fields; if none is given, the params that are not the same in all runs
   */
  static Map<String, List<Attempt>> of(FrameQuery runs, List<String> by) {
    List<String> fields = by.isEmpty() ? SweptParams.of(runs) : by;
    List<String> columns = new ArrayList<>(fields);
    columns.add(ATTEMPT);
    FramePage page = runs.top(columns, fields, Integer.MAX_VALUE);
    Map<String, List<Attempt>> groups = new LinkedHashMap<>();
    for (int i = 0; i < page.rows().size(); i++) {
      List<@Nullable Object> row = page.rows().get(i);
      StringBuilder text = new StringBuilder();
      for (int field = 0; field < fields.size(); field++) {
        text.append(field == 0 ? "" : " ")
            .append(FieldNames.bare(page.columns().get(field)))
            .append('=')
            .append(row.get(field) == null ? "-" : ValueText.plain(row.get(field)));
      }
      int attempt = row.get(fields.size()) instanceof Number number ? number.intValue() : 1;
      groups
          .computeIfAbsent(text.toString(), key -> new ArrayList<>())
          .add(new Attempt(page.runs().get(i), attempt));
    }
    return groups;
  }
}
