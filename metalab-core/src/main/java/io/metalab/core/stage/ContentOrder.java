package io.metalab.core.stage;

import io.metalab.core.json.CanonicalJson;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The order of runs by what is wanted of them: one value after the other, numbers by size and
 * before all else, the rest by canonical text, in which files and artifacts stand for their
 * content.
 */
final class ContentOrder {
  private ContentOrder() {}

  private record Keyed(TakenRun run, List<Object> keys) {}

  private static final Comparator<Object> KEYS =
      (a, b) -> {
        if (a instanceof Double x && b instanceof Double y) {
          return x.compareTo(y);
        }
        if (a instanceof String x && b instanceof String y) {
          return x.compareTo(y);
        }
        return a instanceof Double ? -1 : 1;
      };

  /** Returns runs in this order; those that give equal values are alike. */
  static List<TakenRun> sorted(List<TakenRun> runs) {
    List<Keyed> keyed = new ArrayList<>(runs.size());
    runs.forEach(
        run -> keyed.add(new Keyed(run, run.values().stream().map(ContentOrder::key).toList())));
    keyed.sort(
        (a, b) -> {
          for (int i = 0; i < a.keys().size(); i++) {
            int order = KEYS.compare(a.keys().get(i), b.keys().get(i));
            if (order != 0) {
              return order;
            }
          }
          return 0;
        });
    return keyed.stream().map(Keyed::run).toList();
  }

  private static Object key(@Nullable Object value) {
    return value instanceof Number number ? number.doubleValue() : CanonicalJson.write(value);
  }
}
