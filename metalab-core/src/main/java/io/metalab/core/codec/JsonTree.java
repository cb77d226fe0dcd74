package io.metalab.core.codec;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.metalab.api.ArtifactValue;
import io.metalab.api.DirValue;
import io.metalab.api.FileValue;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads what {@link JsonBytes} wrote; safe for use by many threads. */
public final class JsonTree {
  private static final JsonFactory FACTORY = new JsonFactory();

  private JsonTree() {}

  /**
   * Reads one JSON object: maps and lists of strings, booleans, nulls, longs, doubles and file
   * references.
   *
   * @throws IllegalArgumentException if the bytes are anything else
   */
  public static Map<String, @Nullable Object> readObject(byte[] json, int offset, int length) {
    try (JsonParser parser = FACTORY.createParser(json, offset, length)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw new IllegalArgumentException("The text is not a JSON object.");
      }
      Map<String, @Nullable Object> map = object(parser);
      if (parser.nextToken() != null) {
        throw new IllegalArgumentException("There is text after the JSON object.");
      }
      return map;
    } catch (IOException e) {
      throw new IllegalArgumentException("The text is not JSON: " + e.getMessage(), e);
    }
  }

  /**
   * Reads one value of those that an object may hold.
   *
   * @throws IllegalArgumentException if the bytes are anything else
   */
  public static @Nullable Object readValue(byte[] json, int offset, int length) {
    try (JsonParser parser = FACTORY.createParser(json, offset, length)) {
      if (parser.nextToken() == null) {
        throw new IllegalArgumentException("There is no JSON value.");
      }
      Object value = value(parser);
      if (parser.nextToken() != null) {
        throw new IllegalArgumentException("There is text after the JSON value.");
      }
      return value;
    } catch (IOException e) {
      throw new IllegalArgumentException("The text is not JSON: " + e.getMessage(), e);
    }
  }

  private static Map<String, @Nullable Object> object(JsonParser parser) throws IOException {
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String key = parser.currentName();
      parser.nextToken();
      map.put(key, value(parser));
    }
    return map;
  }

  /**
   * Reads the value that a parser stands at, to its last token, as {@link #readObject} does.
   *
   * @throws IllegalArgumentException if the text ends within it
   */
  public static @Nullable Object value(JsonParser parser) throws IOException {
    return switch (parser.currentToken()) {
      case START_OBJECT -> special(object(parser));
      case START_ARRAY -> list(parser);
      case VALUE_STRING -> parser.getText();
      case VALUE_NUMBER_INT -> parser.getLongValue();
      case VALUE_NUMBER_FLOAT -> Double.parseDouble(parser.getText());
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      case VALUE_NULL -> null;
      default -> throw new IllegalArgumentException("The text ends within a value.");
    };
  }

  private static List<@Nullable Object> list(JsonParser parser) throws IOException {
    List<@Nullable Object> list = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      list.add(value(parser));
    }
    return list;
  }

  /** Undoes what {@link JsonBytes} does to keys that start with a dollar sign. */
  private static Object special(Map<String, @Nullable Object> map) {
    boolean dollar = false;
    for (String key : map.keySet()) {
      dollar |= key.startsWith("$");
    }
    if (!dollar) {
      return map;
    }
    if (map.get("$number") instanceof String number) {
      return Double.parseDouble(number);
    }
    if (map.get("$sha256") instanceof String sha256) {
      return fileRef(map, sha256);
    }
    Map<String, @Nullable Object> plain = new LinkedHashMap<>();
    map.forEach((key, value) -> plain.put(key.startsWith("$$") ? key.substring(1) : key, value));
    return plain;
  }

  private static Object fileRef(Map<String, @Nullable Object> map, String sha256) {
    if (map.get("$file") instanceof String path) {
      return new FileValue(path, sha256);
    }
    if (map.get("$dir") instanceof String path && map.get("pattern") instanceof String pattern) {
      return new DirValue(path, pattern, sha256);
    }
    if (map.get("$artifact") instanceof String run && map.get("name") instanceof String name) {
      return new ArtifactValue(run, name, sha256);
    }
    throw new IllegalArgumentException("The file reference %s is of no known kind.".formatted(map));
  }
}
