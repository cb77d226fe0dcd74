package io.metalab.capture.internal;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import io.metalab.api.ArtifactSerializer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes maps with string keys, lists, strings, numbers, booleans, null and primitive arrays as
 * JSON.
 *
 * <p>Keys are sorted, since equal maps may differ in order; numbers are the shortest that read back
 * as themselves; NaN and infinities are strings of their name. Integers beyond ±(2<sup>53</sup>-1)
 * are refused.
 */
public final class JsonSerializer implements ArtifactSerializer {
  static final JsonFactory FACTORY =
      JsonFactory.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .disable(StreamReadFeature.AUTO_CLOSE_SOURCE)
          .disable(StreamWriteFeature.AUTO_CLOSE_TARGET)
          .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
          .build();

  private static final List<Class<?>> ARRAYS =
      List.of(
          double[].class,
          float[].class,
          long[].class,
          int[].class,
          boolean[].class,
          double[][].class,
          float[][].class,
          long[][].class,
          int[][].class,
          boolean[][].class);

  /** Creates the serializer. */
  public JsonSerializer() {}

  @Override
  public String name() {
    return "json";
  }

  @Override
  public String mediaType() {
    return "application/json";
  }

  @Override
  public boolean accepts(Object value, String artifactName) {
    String extension = Extensions.of(artifactName);
    if (ARRAYS.contains(value.getClass())) {
      return extension.equals("json");
    }
    boolean structured =
        value instanceof Map<?, ?>
            || value instanceof List<?>
            || value instanceof Number
            || value instanceof Boolean;
    return structured && (extension.isEmpty() || extension.equals("json"));
  }

  @Override
  public Map<String, String> write(Object value, OutputStream out) throws IOException {
    try (JsonGenerator generator = FACTORY.createGenerator(out)) {
      new JsonTree(generator).write(value, "", 0);
      generator.writeRaw('\n');
    } catch (JsonProcessingException e) {
      throw Reading.error("The value has no form in JSON: " + e.getOriginalMessage(), e);
    }
    return Map.of();
  }

  @Override
  public <T> T read(InputStream in, Class<T> type) throws IOException {
    @Nullable Object value;
    try (JsonParser parser = FACTORY.createParser(in)) {
      value = JsonTree.read(parser);
    } catch (JsonProcessingException e) {
      throw Reading.error("The artifact is not JSON: " + e.getMessage(), e);
    }
    if (value == null) {
      throw Reading.error("The artifact is the JSON value null.");
    }
    if (ARRAYS.contains(type)) {
      return type.cast(JsonArrays.toArray(value, type));
    }
    if (type == Double.class && value instanceof Number number) {
      return type.cast(number.doubleValue());
    }
    return Reading.as(value, type, name(), ARRAYS);
  }
}
