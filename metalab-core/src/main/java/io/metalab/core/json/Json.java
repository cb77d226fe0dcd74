package io.metalab.core.json;

import io.metalab.api.ErrorCode;
import io.metalab.api.MetalabException;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Plain JSON, read strictly and written the same way on every platform. */
public final class Json {
  private Json() {}

  /**
   * Returns the value of a JSON text, frozen.
   *
   * <p>Integral literals beyond ±(2<sup>53</sup>-1) become doubles, as in any JSON reader.
   *
   * @throws MetalabException with {@link ErrorCode#INVALID_VALUE}, line and column if the text is
   *     not exactly one JSON value, a key stands twice in an object, a number is beyond the range
   *     of doubles or a string holds an unpaired surrogate
   */
  public static @Nullable Object parse(String text) {
    return JsonReader.read(text);
  }

  /**
   * Returns the JSON object of a text.
   *
   * @throws MetalabException as {@link #parse(String)}, and if the value is not an object
   */
  public static Map<String, @Nullable Object> parseObject(String text) {
    Object value = parse(text);
    if (value instanceof Map<?, ?>) {
      @SuppressWarnings("unchecked") // the reader makes maps with string keys only
      Map<String, @Nullable Object> map = (Map<String, @Nullable Object>) value;
      return map;
    }
    throw new MetalabException(
        ErrorCode.INVALID_VALUE,
        "The JSON text must be an object, but starts %s"
            .formatted(text.substring(0, Math.min(40, text.length()))));
  }

  /**
   * Returns a value of maps, lists, strings, booleans, numbers and nulls as one line of JSON; maps
   * keep their order.
   *
   * @throws MetalabException with {@link ErrorCode#INVALID_VALUE} if something has no JSON form
   */
  public static String write(@Nullable Object value) {
    JsonBuffer out = new JsonBuffer();
    write(value, out, "", "");
    return out.toString();
  }

  /** Returns what {@link #write(Object)} does, on several lines indented by two blanks. */
  public static String pretty(@Nullable Object value) {
    JsonBuffer out = new JsonBuffer();
    write(value, out, "\n", "  ");
    return out.toString();
  }

  private static void write(@Nullable Object value, JsonBuffer out, String line, String indent) {
    if (value instanceof Map<?, ?> map && !map.isEmpty()) {
      out.ascii("{");
      String inner = line + indent;
      Iterator<? extends Map.Entry<?, ?>> entries = map.entrySet().iterator();
      while (entries.hasNext()) {
        Map.Entry<?, ?> entry = entries.next();
        out.ascii(inner)
            .string(CanonicalWriter.key(entry.getKey()))
            .ascii(line.isEmpty() ? ":" : ": ");
        write(entry.getValue(), out, inner, indent);
        out.ascii(entries.hasNext() ? "," : "");
      }
      out.ascii(line).ascii("}");
    } else if (value instanceof List<?> list && !list.isEmpty()) {
      out.ascii("[");
      String inner = line + indent;
      for (int i = 0; i < list.size(); i++) {
        out.ascii(i > 0 ? "," : "").ascii(inner);
        write(list.get(i), out, inner, indent);
      }
      out.ascii(line).ascii("]");
    } else if (value instanceof Map<?, ?>) {
      out.ascii("{}");
    } else if (value instanceof List<?>) {
      out.ascii("[]");
    } else {
      out.scalar(value);
    }
  }
}
