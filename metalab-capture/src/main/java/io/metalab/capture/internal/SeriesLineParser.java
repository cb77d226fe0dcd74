package io.metalab.capture.internal;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.Arrays;

/** Reads {@code {"name":"loss","steps":[0,1],"values":[0.5,"NaN"]}}. */
public final class SeriesLineParser {
  private String name = "";
  private long[] steps = new long[64];
  private double[] values = new double[64];
  private int stepCount;
  private int valueCount;

  private SeriesLineParser() {}

  /**
   * Reads a line.
   *
   * @throws IOException if it is not JSON
   * @throws IllegalArgumentException if it is JSON but no points of a series
   */
  public static SeriesLineParser parse(byte[] line) throws IOException {
    SeriesLineParser parsed = new SeriesLineParser();
    try (JsonParser parser = JsonSerializer.FACTORY.createParser(line)) {
      parsed.read(parser);
    }
    if (parsed.name.isEmpty() || parsed.stepCount == 0 || parsed.stepCount != parsed.valueCount) {
      throw new IllegalArgumentException(
          "series '%s' with %d steps and %d values"
              .formatted(parsed.name, parsed.stepCount, parsed.valueCount));
    }
    return parsed;
  }

  /** Returns the name of the series. */
  public String name() {
    return name;
  }

  /** Returns the steps. */
  public long[] steps() {
    return Arrays.copyOf(steps, stepCount);
  }

  /** Returns the values. */
  public double[] values() {
    return Arrays.copyOf(values, valueCount);
  }

  private void read(JsonParser parser) throws IOException {
    if (parser.nextToken() != JsonToken.START_OBJECT) {
      throw new IllegalArgumentException("not a JSON object");
    }
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String field = parser.currentName();
      parser.nextToken();
      switch (field) {
        case "name" -> name = parser.getText();
        case "steps" -> readSteps(parser);
        case "values" -> readValues(parser);
        default -> parser.skipChildren();
      }
    }
    if (parser.nextToken() != null) {
      throw new IllegalArgumentException("more than one JSON value");
    }
  }

  private void readSteps(JsonParser parser) throws IOException {
    checkArray(parser);
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      if (stepCount == steps.length) {
        steps = Arrays.copyOf(steps, 2 * stepCount);
      }
      steps[stepCount++] = parser.getLongValue();
    }
  }

  private void readValues(JsonParser parser) throws IOException {
    checkArray(parser);
    for (JsonToken token = parser.nextToken();
        token != JsonToken.END_ARRAY;
        token = parser.nextToken()) {
      if (valueCount == values.length) {
        values = Arrays.copyOf(values, 2 * valueCount);
      }
      values[valueCount++] =
          token == JsonToken.VALUE_STRING
              ? JsonNumbers.parse(parser.getText())
              : parser.getDoubleValue();
    }
  }

  private static void checkArray(JsonParser parser) throws IOException {
    if (parser.currentToken() != JsonToken.START_ARRAY) {
      throw new IllegalArgumentException("no array where one belongs");
    }
  }
}
