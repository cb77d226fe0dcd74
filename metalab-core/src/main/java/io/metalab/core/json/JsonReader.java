package io.metalab.core.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import io.metalab.api.ErrorCode;
import io.metalab.api.MetalabException;
import io.metalab.api.Values;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads one JSON value into the types of {@link Values}. */
final class JsonReader {
  private static final JsonFactory FACTORY =
      JsonFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

  /** What the parser says of a text, which has no name. */
  private static final Pattern SOURCE = Pattern.compile("(?<=\\[)Source: [^;]*; ");

  private final JsonParser parser;

  private JsonReader(JsonParser parser) {
    this.parser = parser;
  }

  static @Nullable Object read(String text) {
    try (JsonParser parser = FACTORY.createParser(text)) {
      JsonReader reader = new JsonReader(parser);
      if (parser.nextToken() == null) {
        throw reader.refused("There is no value.");
      }
      Object value = reader.value();
      if (parser.nextToken() != null) {
        throw reader.refused("There is more after the value.");
      }
      return value;
    } catch (JsonProcessingException e) {
      JsonLocation where = e.getLocation();
      throw new MetalabException(
          ErrorCode.INVALID_VALUE,
          "The text is not JSON%s. %s"
              .formatted(
                  where == null ? "" : position(where),
                  SOURCE.matcher(e.getOriginalMessage()).replaceAll("")),
          e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private @Nullable Object value() throws IOException {
    return switch (parser.currentToken()) {
      case START_OBJECT -> object();
      case START_ARRAY -> array();
      case VALUE_STRING -> text(parser.getText());
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> number();
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      case VALUE_NULL -> null;
      default -> throw refused("A value is expected.");
    };
  }

  private Map<String, @Nullable Object> object() throws IOException {
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String key = text(parser.currentName());
      parser.nextToken();
      map.put(key, value());
    }
    return Collections.unmodifiableMap(map);
  }

  private List<@Nullable Object> array() throws IOException {
    List<@Nullable Object> list = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      list.add(value());
    }
    return Collections.unmodifiableList(list);
  }

  private Object number() throws IOException {
    double number = parser.getDoubleValue();
    if (!Double.isFinite(number)) {
      throw refused("The number %s is beyond the range of doubles.".formatted(parser.getText()));
    }
    if (Math.rint(number) == number && Math.abs(number) <= Values.MAX_INTEGER) {
      return (long) number;
    }
    return number;
  }

  private String text(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (Character.isSurrogate(text.charAt(i))
          && !Character.isSupplementaryCodePoint(text.codePointAt(i++))) {
        throw refused("A string holds an unpaired surrogate.");
      }
    }
    return text;
  }

  private MetalabException refused(String rule) {
    return new MetalabException(
        ErrorCode.INVALID_VALUE,
        "The text is not JSON%s. %s".formatted(position(parser.currentTokenLocation()), rule));
  }

  private static String position(JsonLocation where) {
    return " at line %d, column %d".formatted(where.getLineNr(), where.getColumnNr());
  }
}
