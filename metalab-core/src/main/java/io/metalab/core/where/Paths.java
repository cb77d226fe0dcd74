package io.metalab.core.where;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Finds values in nested maps by names with dots; a name may hold dots itself. */
public final class Paths {
  private Paths() {}

  /** Returns the value at a path, or {@link Absent#ABSENT}. */
  public static @Nullable Object find(Map<?, ?> map, String path) {
    Object direct = map.get(path);
    if (direct != null || map.containsKey(path)) {
      return direct;
    }
    for (int dot = path.lastIndexOf('.'); dot > 0; dot = path.lastIndexOf('.', dot - 1)) {
      if (map.get(path.substring(0, dot)) instanceof Map<?, ?> inner) {
        Object found = find(inner, path.substring(dot + 1));
        if (found != Absent.ABSENT) {
          return found;
        }
      }
    }
    return Absent.ABSENT;
  }
}
