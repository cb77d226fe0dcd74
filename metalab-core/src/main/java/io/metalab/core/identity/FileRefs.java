package io.metalab.core.identity;

import io.metalab.api.FileRef;
import io.metalab.api.Params;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Finds and replaces the file references in values. */
public final class FileRefs {
  private FileRefs() {}

  /**
   * Returns params with each file reference replaced; the same object if there is none.
   *
   * @param path where the params stand, such as {@code context}
   * @param replacement is given a reference and where it stands
   * @throws io.metalab.api.MetalabException with {@code INVALID_VALUE} if a map holds a key that
   *     would be read as a file reference
   */
  public static Params replace(
      Params params, String path, BiFunction<FileRef, String, FileRef> replacement) {
    Map<String, @Nullable Object> replaced = null;
    for (Map.Entry<String, @Nullable Object> entry : params.asMap().entrySet()) {
      Object value = entry.getValue();
      if (isPlain(value)) {
        continue;
      }
      if (replaced == null) {
        replaced = new LinkedHashMap<>(params.asMap());
      }
      replaced.put(entry.getKey(), replace(value, path + "." + entry.getKey(), replacement));
    }
    return replaced == null ? params : Params.copyOf(replaced);
  }

  /** Gives each file reference in params to an action. */
  public static void forEach(Params params, Consumer<FileRef> action) {
    replace(
        params,
        "",
        (reference, path) -> {
          action.accept(reference);
          return reference;
        });
  }

  private static boolean isPlain(@Nullable Object value) {
    return value instanceof String // most are one of these two, and classes tell fast
        || value instanceof Number
        || !(value instanceof FileRef || value instanceof List<?> || value instanceof Map<?, ?>);
  }

  private static @Nullable Object replace(
      @Nullable Object value, String path, BiFunction<FileRef, String, FileRef> replacement) {
    if (value instanceof FileRef reference) {
      return replacement.apply(reference, path);
    }
    if (value instanceof List<?> list) {
      List<@Nullable Object> copy = new ArrayList<>(list.size());
      for (int i = 0; i < list.size(); i++) {
        copy.add(replace(list.get(i), path + "[" + i + "]", replacement));
      }
      return copy;
    }
    if (value instanceof Map<?, ?> map) {
      Map<Object, @Nullable Object> copy = new LinkedHashMap<>();
      for (Map.Entry<?, ?> entry : map.entrySet()) {
        ValueCodec.checkKey(entry.getKey(), path);
        copy.put(
            entry.getKey(), replace(entry.getValue(), path + "." + entry.getKey(), replacement));
      }
      return copy;
    }
    return value;
  }
}
