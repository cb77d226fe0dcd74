package io.metalab.core.params;

import io.metalab.api.ErrorCode;
import io.metalab.api.MetalabException;
import io.metalab.api.Params;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Params whose names are paths into others, so that a part of a map or list can be swept: {@code
 * model.width} is the key {@code width} of the map {@code model}, {@code phases.0.epochs} that of
 * the first element of the list {@code phases}.
 */
public final class NestedParams {
  private static final Pattern INDEX = Pattern.compile("0|[1-9][0-9]{0,8}");

  private NestedParams() {}

  /** Returns whether a name may be a path. */
  public static boolean isPath(String name) {
    return name.indexOf('.') > 0;
  }

  /** Returns the name of the param that a path leads into. */
  public static String head(String path) {
    return path.substring(0, path.indexOf('.'));
  }

  /**
   * Returns params in which each value whose name leads into a map or list of them stands at its
   * place there; a name that leads into none stays what it is.
   *
   * @throws MetalabException with {@link ErrorCode#INVALID_PARAMS} if there is nothing on the way
   */
  public static Params fold(Params params) {
    Map<String, @Nullable Object> folded = null;
    for (Map.Entry<String, @Nullable Object> entry : params.asMap().entrySet()) {
      String path = entry.getKey();
      if (isPath(path) && isContainer(params.asMap().get(head(path)))) {
        if (folded == null) {
          folded = new LinkedHashMap<>(params.asMap());
        }
        folded.remove(path);
        String[] steps = path.split("\\.", -1);
        folded.put(steps[0], with(folded.get(steps[0]), steps, 1, entry.getValue()));
      }
    }
    return folded == null ? params : Params.copyOf(folded);
  }

  private static boolean isContainer(@Nullable Object value) {
    return value instanceof Map<?, ?> || value instanceof List<?>;
  }

  private static Object with(
      @Nullable Object container, String[] steps, int depth, @Nullable Object value) {
    boolean last = depth == steps.length - 1;
    if (container instanceof Map<?, ?> map) {
      Map<String, @Nullable Object> copy = new LinkedHashMap<>();
      map.forEach((key, inner) -> copy.put(String.valueOf(key), inner));
      if (!last && !copy.containsKey(steps[depth])) {
        throw nowhere(steps, depth, "which has " + copy.keySet());
      }
      copy.put(steps[depth], last ? value : with(copy.get(steps[depth]), steps, depth + 1, value));
      return copy;
    }
    if (container instanceof List<?> list) {
      int index = INDEX.matcher(steps[depth]).matches() ? Integer.parseInt(steps[depth]) : -1;
      if (index < 0 || index >= list.size()) {
        throw nowhere(steps, depth, "a list of %d, counted from 0".formatted(list.size()));
      }
      List<@Nullable Object> copy = new ArrayList<>(list);
      copy.set(index, last ? value : with(copy.get(index), steps, depth + 1, value));
      return copy;
    }
    throw nowhere(steps, depth, "which is neither a map nor a list");
  }

  private static MetalabException nowhere(String[] steps, int depth, String what) {
    return new MetalabException(
        ErrorCode.INVALID_PARAMS,
        "The path %s leads nowhere: there is no %s in %s, %s."
            .formatted(
                String.join(".", steps),
                steps[depth],
                String.join(".", List.of(steps).subList(0, depth)),
                what));
  }

  /** Returns the value at a path, or of this name, in params; empty if there is none. */
  public static Optional<Object> find(Params params, String path) {
    Object at = params.asMap().get(path);
    if (at == null && isPath(path)) {
      String[] steps = path.split("\\.", -1);
      at = params.asMap().get(steps[0]);
      for (int depth = 1; depth < steps.length && at != null; depth++) {
        if (at instanceof Map<?, ?> map) {
          at = map.get(steps[depth]);
        } else if (at instanceof List<?> list && INDEX.matcher(steps[depth]).matches()) {
          int index = Integer.parseInt(steps[depth]);
          at = index < list.size() ? list.get(index) : null;
        } else {
          at = null;
        }
      }
    }
    return Optional.ofNullable(at);
  }
}
