package io.metalab.capture.internal;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.metalab.api.MetalabException;
import io.metalab.api.Values;
import java.io.IOException;
import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Structured values to JSON and back. */
final class JsonTree {
  private static final int MAX_DEPTH = 200;

  private final JsonGenerator out;

  JsonTree(JsonGenerator out) {
    this.out = out;
  }

  void write(@Nullable Object value, String path, int depth) throws IOException {
    if (depth > MAX_DEPTH) {
      throw refused(path, "nests deeper than %d levels".formatted(MAX_DEPTH));
    }
    if (value == null) {
      out.writeNull();
    } else if (value instanceof CharSequence text) {
      out.writeString(text.toString());
    } else if (value instanceof Boolean bool) {
      out.writeBoolean(bool);
    } else if (value instanceof Number number) {
      number(number, path);
    } else if (value instanceof Map<?, ?> map) {
      object(map, path, depth);
    } else if (value instanceof List<?> list) {
      out.writeStartArray();
      for (int i = 0; i < list.size(); i++) {
        write(list.get(i), path + "[" + i + "]", depth + 1);
      }
      out.writeEndArray();
    } else if (value.getClass().isArray()) {
      array(value, path, depth);
    } else {
      throw refused(path, "is of type " + value.getClass().getName());
    }
  }

  private void object(Map<?, ?> map, String path, int depth) throws IOException {
    TreeMap<String, @Nullable Object> sorted = new TreeMap<>();
    for (Map.Entry<?, ?> entry : map.entrySet()) {
      if (!(entry.getKey() instanceof String key)) {
        throw refused(path, "has the key " + entry.getKey() + ", which is not a string");
      }
      sorted.put(key, entry.getValue());
    }
    out.writeStartObject();
    for (Map.Entry<String, @Nullable Object> entry : sorted.entrySet()) {
      out.writeFieldName(entry.getKey());
      String inner = path.isEmpty() ? entry.getKey() : path + "." + entry.getKey();
      write(entry.getValue(), inner, depth + 1);
    }
    out.writeEndObject();
  }

  private void array(Object array, String path, int depth) throws IOException {
    out.writeStartArray();
    if (array instanceof double[] doubles) {
      for (double value : doubles) {
        real(value);
      }
    } else {
      for (int i = 0; i < Array.getLength(array); i++) {
        write(Array.get(array, i), path + "[" + i + "]", depth + 1);
      }
    }
    out.writeEndArray();
  }

  private void number(Number number, String path) throws IOException {
    if (number instanceof Double || number instanceof Float) {
      real(number.doubleValue());
    } else if (number instanceof Long
        || number instanceof Integer
        || number instanceof Short
        || number instanceof Byte) {
      long value = number.longValue();
      if (value > Values.MAX_INTEGER || value < -Values.MAX_INTEGER) {
        throw refused(
            path, "(%d) lies outside ±(2^53-1); maybe write it as a string".formatted(value));
      }
      out.writeNumber(value);
    } else {
      throw refused(path, "(%s) is of type %s".formatted(number, number.getClass().getName()));
    }
  }

  private void real(double value) throws IOException {
    if (Double.isFinite(value)) {
      out.writeNumber(JsonNumbers.plain(value));
    } else {
      out.writeString(JsonNumbers.plain(value));
    }
  }

  private static MetalabException refused(String path, String what) {
    return Reading.error(
        "The value %s %s. JSON holds maps with string keys, lists, strings, numbers, booleans, null and primitive arrays."
            .formatted(path.isEmpty() ? "at the top" : path, what));
  }

  /** Reads one value and nothing after it. */
  static @Nullable Object read(JsonParser parser) throws IOException {
    parser.nextToken();
    @Nullable Object value = value(parser);
    if (parser.nextToken() != null) {
      throw Reading.error("The artifact holds more than one JSON value.");
    }
    return value;
  }

  private static @Nullable Object value(JsonParser parser) throws IOException {
    JsonToken token = parser.currentToken();
    if (token == null) {
      throw Reading.error("The artifact is empty; there is no JSON value.");
    }
    return switch (token) {
      case START_OBJECT -> {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
          String key = parser.currentName();
          parser.nextToken();
          map.put(key, value(parser));
        }
        yield map;
      }
      case START_ARRAY -> {
        List<@Nullable Object> list = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
          list.add(value(parser));
        }
        yield list;
      }
      case VALUE_STRING -> parser.getText();
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      case VALUE_NUMBER_INT -> integer(parser);
      case VALUE_NUMBER_FLOAT -> parser.getDoubleValue();
      default -> null;
    };
  }

  private static Object integer(JsonParser parser) throws IOException {
    return switch (parser.getNumberType()) {
      case INT, LONG -> (Object) parser.getLongValue();
      default -> (Object) parser.getDoubleValue();
    };
  }
}
