package io.metalab.core.json;

import io.metalab.api.ErrorCode;
import io.metalab.api.FileRef;
import io.metalab.api.MetalabException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes values in canonical form, as {@link JsonBuffer#canonical} says. */
final class CanonicalWriter {
  private CanonicalWriter() {}

  static void write(@Nullable Object value, JsonBuffer out) {
    if (value instanceof String || value instanceof Number) { // most are, and classes tell fast
      out.scalar(value);
    } else if (value instanceof Map<?, ?> map) {
      writeMap(map, out);
    } else if (value instanceof List<?> list) {
      writeList(list, out);
    } else if (value instanceof FileRef file) {
      writeFile(file, out);
    } else {
      out.scalar(value);
    }
  }

  private static void writeMap(Map<?, ?> map, JsonBuffer out) {
    String[] keys = new String[map.size()];
    int count = 0;
    boolean sorted = true;
    for (Object key : map.keySet()) {
      keys[count++] = key(key);
      sorted &= count == 1 || keys[count - 2].compareTo(keys[count - 1]) < 0;
    }
    if (!sorted) {
      Arrays.sort(keys);
    }
    out.put('{');
    for (int i = 0; i < keys.length; i++) {
      if (i > 0) {
        out.put(',');
      }
      out.string(keys[i]);
      out.put(':');
      write(map.get(keys[i]), out);
    }
    out.put('}');
  }

  /**
   * Returns the key of a map.
   *
   * @throws MetalabException with {@link ErrorCode#INVALID_VALUE} unless it is a string
   */
  static String key(@Nullable Object key) {
    if (key instanceof String text) {
      return text;
    }
    throw new MetalabException(
        ErrorCode.INVALID_VALUE, "The key (%s) of a map must be a string.".formatted(key));
  }

  private static void writeList(List<?> list, JsonBuffer out) {
    out.put('[');
    for (int i = 0; i < list.size(); i++) {
      if (i > 0) {
        out.put(',');
      }
      write(list.get(i), out);
    }
    out.put(']');
  }

  private static void writeFile(FileRef file, JsonBuffer out) {
    if (!file.isResolved()) {
      throw new MetalabException(
          ErrorCode.INVALID_VALUE,
          "The reference %s has no digest yet, so it has no canonical form.".formatted(file));
    }
    out.ascii("{\"$sha256\":\"").ascii(file.sha256()).ascii("\"}");
  }
}
