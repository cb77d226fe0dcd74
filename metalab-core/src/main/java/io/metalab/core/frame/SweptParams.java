package io.metalab.core.frame;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Finds the params that make the points of a study differ. */
public final class SweptParams {
  private SweptParams() {}

  /** Returns the full names of the params that are not the same in all runs. */
  public static List<String> of(FrameQuery runs) {
    List<Group> points = runs.replicates().aggregate("record.attempt");
    List<String> swept = new ArrayList<>();
    if (!points.isEmpty()) {
      for (String field : points.get(0).key().keySet()) {
        Object first = points.get(0).key().get(field);
        if (field.startsWith("params.")
            && points.stream().anyMatch(point -> !Objects.equals(point.key().get(field), first))) {
          swept.add(field);
        }
      }
    }
    return swept;
  }
}
