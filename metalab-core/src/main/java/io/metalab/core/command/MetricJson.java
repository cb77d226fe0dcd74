package io.metalab.core.command;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import io.metalab.api.ErrorCode;
import io.metalab.api.MetalabException;
import io.metalab.api.Values;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Reads the metrics of a JSON object, as JSON is written by many languages: {@code NaN} and {@code
 * Infinity} may stand bare or quoted. The members of an inner object get its name before theirs,
 * with a dot between.
 */
final class MetricJson {
  private static final JsonFactory FACTORY =
      JsonFactory.builder().enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS).build();
  private static final Map<String, Double> NOT_FINITE =
      Map.of(
          "NaN", Double.NaN,
          "Infinity", Double.POSITIVE_INFINITY,
          "-Infinity", Double.NEGATIVE_INFINITY);

  private static final int SHOWN = 30;

  private final JsonParser parser;
  private final Consumer<String> leftOut;
  private final Map<String, Object> metrics = new LinkedHashMap<>();

  private MetricJson(JsonParser parser, Consumer<String> leftOut) {
    this.parser = parser;
    this.leftOut = leftOut;
  }

  /**
   * Returns the metrics by name: doubles, longs, booleans and strings.
   *
   * @param leftOut is told of each member that is no metric
   * @throws MetalabException with {@link ErrorCode#INVALID_VALUE} if the text is not one JSON
   *     object
   */
  static Map<String, Object> read(String text, Consumer<String> leftOut) {
    try (JsonParser parser = FACTORY.createParser(text)) {
      MetricJson json = new MetricJson(parser, leftOut);
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw notAnObject("it does not start with '{'", null);
      }
      json.object("");
      if (parser.nextToken() != null) {
        throw notAnObject("there is more after it", null);
      }
      return json.metrics;
    } catch (JsonProcessingException e) {
      throw notAnObject(problem(e), e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static MetalabException notAnObject(String why, @Nullable Throwable cause) {
    String message = "This is not one JSON object: " + why.strip() + ".";
    return cause == null
        ? new MetalabException(ErrorCode.INVALID_VALUE, message)
        : new MetalabException(ErrorCode.INVALID_VALUE, message, cause);
  }

  private static String problem(JsonProcessingException e) {
    return e.getOriginalMessage().startsWith("Unexpected end-of-input")
        ? "it ends too early"
        : "column %d, %s".formatted(e.getLocation().getColumnNr(), e.getOriginalMessage());
  }

  private void object(String prefix) throws IOException {
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String name = prefix + parser.currentName();
      JsonToken token = parser.nextToken();
      if (token == JsonToken.START_OBJECT) {
        object(name + ".");
      } else if (token == JsonToken.START_ARRAY) {
        parser.skipChildren();
        leftOut.accept("%s is a list, and a metric is one value".formatted(name));
      } else if (token == JsonToken.VALUE_NULL) {
        leftOut.accept("%s is null; NaN says that a number is missing".formatted(name));
      } else if (token == JsonToken.VALUE_NUMBER_INT && !isKept(parser.getBigIntegerValue())) {
        leftOut.accept(
            "%s (%s) is an integer outside ±(2^53-1), which every JSON reader keeps exactly; write it as a text, or with a decimal point"
                .formatted(name, shortened(parser.getText())));
      } else {
        metrics.put(name, value(token));
      }
    }
  }

  private static boolean isKept(BigInteger integer) {
    return integer.abs().compareTo(BigInteger.valueOf(Values.MAX_INTEGER)) <= 0;
  }

  private static String shortened(String digits) {
    return digits.length() <= SHOWN ? digits : digits.substring(0, SHOWN) + "...";
  }

  private Object value(JsonToken token) throws IOException {
    return switch (token) {
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      case VALUE_NUMBER_INT -> parser.getLongValue();
      case VALUE_NUMBER_FLOAT -> parser.getDoubleValue();
      default -> {
        Double number = NOT_FINITE.get(parser.getText());
        yield number == null ? parser.getText() : number;
      }
    };
  }
}
